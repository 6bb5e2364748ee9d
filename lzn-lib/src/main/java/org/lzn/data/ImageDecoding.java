package org.lzn.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.lzn.file.BadFileException;

/**
 * Decodes JPEG, PNG and WebP into colour pictures, as Pillow's {@code convert("RGB")} does: grey
 * becomes three equal channels, transparency is left out, colour profiles and the camera's
 * orientation are not applied.
 */
final class ImageDecoding {
  /** The longest image file that is read. */
  static final int MOST_BYTES = 256 << 20;

  private static final long MOST_PIXELS = 100_000_000;
  private static final long BYTES_A_PIXEL = 24; // decoded, up to 8; as floats, 12; some room
  private static final long PNG = 0x89504e470d0a1a0aL;
  private static final int PNG_DATA = 0x49444154; // "IDAT"

  static {
    // ImageIO looks for readers where the program began; a notebook's kernel loads this library,
    // and the reader of WebP beside it, elsewhere.
    ClassLoader beside = ImageDecoding.class.getClassLoader();
    for (ImageReaderSpi reader : ServiceLoader.load(ImageReaderSpi.class, beside)) {
      IIORegistry.getDefaultInstance().registerServiceProvider(reader);
    }
  }

  private ImageDecoding() {}

  /**
   * Decodes an image. Its height and width are read from its header, and compared with {@link
   * #mostPixels()}, before any memory is taken for it.
   *
   * @param place the file, for the error
   * @return (3, H, W)
   * @throws BadFileException if the bytes are no image, only a part of one, or too large a one
   */
  static Picture decode(byte[] bytes, Path place) {
    requirePartsWithin(bytes, place);
    try (EncodedImage in = new EncodedImage(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw bad(place, bytes.length + " bytes of something else", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener((source, warning) -> refusePart(place, warning));
        requireSize(reader.getHeight(0), reader.getWidth(0), place);
        return picture(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers meet damaged bytes with every kind of exception, index out of bounds included.
      throw bad(place, "a damaged one: " + firstLine(e), e);
    }
  }

  /** The most pixels an image may have: 100 million, or as many as half of Java's memory holds. */
  static long mostPixels() {
    return Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / 2 / BYTES_A_PIXEL);
  }

  /** Throws unless an image of this size may be made. */
  static void requireSize(long height, long width, Path place) {
    if (height < 1 || width < 1 || width > mostPixels() / height) {
      throw new BadFileException(
          place,
          String.format(Locale.ROOT, "an image of at most %,d pixels", mostPixels()),
          String.format(Locale.ROOT, "%d x %d pixels", height, width),
          "Make it smaller, or give Java more memory (-Xmx, in notebooks LZN_HEAP), up to "
              + MOST_PIXELS / 1_000_000
              + " million pixels; or leave such images out: withoutDamaged().");
    }
  }

  /**
   * Java's reader of PNG makes a table as long as its header claims: compare with what is there.
   */
  private static void requirePartsWithin(byte[] bytes, Path place) {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    if (bytes.length < Long.BYTES || png.getLong() != PNG) {
      return;
    }
    while (png.remaining() >= 2 * Integer.BYTES) {
      long length = Integer.toUnsignedLong(png.getInt());
      if (png.getInt() == PNG_DATA) {
        return;
      }
      if (length + Integer.BYTES > png.remaining()) {
        throw bad(place, "a damaged one: a part of " + length + " bytes in its header", null);
      }
      png.position(png.position() + (int) length + Integer.BYTES);
    }
  }

  /** A JPEG whose data end too early is filled up with grey, and only a warning tells. */
  private static void refusePart(Path place, String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("truncated") || lower.contains("premature end")) {
      throw bad(place, "only a part of one: " + warning, null);
    }
  }

  private static Picture picture(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int pixels = Math.multiplyExact(height, width);
    float[] values = new float[Math.multiplyExact(3, pixels)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < 3; c++) {
        channel(image, y, c, row);
        for (int x = 0; x < width; x++) {
          values[c * pixels + y * width + x] = MemoryImages.scaled(row[x]);
        }
      }
    }
    return new Picture(values, 3, height, width);
  }

  /** Fills in one row of one channel, as bytes. */
  private static void channel(BufferedImage image, int y, int channel, int[] row) {
    if (direct(image.getColorModel())) {
      // Java would run grey and profiled samples through a colour conversion: take them as stored.
      Raster raster = image.getRaster();
      int band = raster.getNumBands() < 3 ? 0 : channel;
      raster.getSamples(0, y, row.length, 1, band, row);
      int shift = image.getColorModel().getComponentSize(band) - Byte.SIZE;
      for (int x = 0; shift > 0 && x < row.length; x++) {
        row[x] >>= shift;
      }
    } else {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        row[x] = (row[x] >> (Byte.SIZE * (2 - channel))) & 0xff;
      }
    }
  }

  private static boolean direct(ColorModel colours) {
    int space = colours.getColorSpace().getType();
    boolean known = space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY;
    return known
        && !(colours instanceof IndexColorModel)
        && !colours.isAlphaPremultiplied()
        && colours.getComponentSize(0) >= Byte.SIZE;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  private static BadFileException bad(Path place, String actual, Throwable cause) {
    return new BadFileException(
        place,
        "a JPEG, PNG or WebP image",
        actual,
        "Replace it, or leave such images out: withoutDamaged().",
        cause);
  }
}
