package org.lzn.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lzn.file.BadFileException;

/**
 * Decodes JPEG, PNG and WebP into colour pictures, as Pillow's {@code convert("RGB")} does: grey
 * becomes three equal channels, transparency is left out, colour profiles and the camera's
 * orientation are not applied.
 */
final class ImageDecoding {
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
   * Decodes an image.
   *
   * @param place the file, for the error
   * @return (3, H, W)
   * @throws BadFileException if the bytes are no image or only a part of one
   */
  static Picture decode(byte[] bytes, Path place) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw bad(place, bytes.length + " bytes of something else", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener((source, warning) -> refusePart(place, warning));
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
