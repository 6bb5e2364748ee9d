package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.SafeText;
import org.lzn.tensor.Notices;
import org.lzn.tensor.Require;

/**
 * Colour images in files, each read and decoded when it is asked for and not kept.
 *
 * <p>{@link #picture} resizes an image so that its shorter side is {@code resize} and cuts out the
 * middle square of side {@code crop}; {@link #original} leaves it at its own size.
 */
public final class ImageFiles implements ImageDataset {
  /** Up to so many images, {@link #checksum} reads them all. */
  static final int READ_FOR_CHECKSUM = 100_000;

  private static final int DEFAULT_SIDE = 256;

  private final String name;
  private final Listing listing;
  private final List<String> classNames;
  private final int[] labels;
  private final int[] chosen;
  private final int resize;
  private final int crop;

  private ImageFiles(String name, Listing listing, List<String> classNames, int[] labels) {
    this.name = SafeText.safe(name);
    this.listing = listing;
    this.classNames = List.copyOf(classNames);
    this.labels = labels;
    this.chosen = IntStream.range(0, listing.size()).toArray();
    this.resize = DEFAULT_SIDE;
    this.crop = DEFAULT_SIDE;
  }

  private ImageFiles(ImageFiles whole, int[] chosen, int resize, int crop) {
    this.name = whole.name;
    this.listing = whole.listing;
    this.classNames = whole.classNames;
    this.labels = whole.labels;
    this.chosen = chosen;
    this.resize = resize;
    this.crop = crop;
  }

  static ImageFiles of(String name, Listing listing, List<String> classNames, int[] labels) {
    Require.that(
        labels.length == listing.size(),
        "%s: %d images need as many labels, got %d",
        name,
        listing.size(),
        labels.length);
    return new ImageFiles(name, listing, classNames, labels);
  }

  /** Returns the same images as squares of the given side, 256 unless this is called. */
  public ImageFiles sized(int side) {
    return seen(side, side);
  }

  /**
   * Returns the same images, resized to a shorter side and cut to the middle square. The paper's
   * test view of ImageNet is {@code seen(256, 224)} [Lin25] §4.
   */
  public ImageFiles seen(int resizedSide, int croppedSide) {
    Require.that(
        croppedSide >= 1 && croppedSide <= resizedSide,
        "the middle square must fit: 1 <= %d <= %d",
        croppedSide,
        resizedSide);
    return new ImageFiles(this, chosen, resizedSide, croppedSide);
  }

  /**
   * Returns only the images that can be decoded, and prints the name of each other. This decodes
   * every image once, on all processors: minutes for tens of thousands.
   *
   * @throws BadFileException if none is left
   */
  public ImageFiles withoutDamaged() {
    boolean[] sound = new boolean[size()];
    IntStream.range(0, size()).parallel().forEach(i -> sound[i] = isSound(i));
    if (IntStream.range(0, size()).noneMatch(i -> sound[i])) {
      throw new BadFileException(
          listing.place(chosen[0]),
          "a sound image here or in one of the other files",
          size() + " damaged ones",
          "Fetch the data set again.");
    }
    return only(i -> sound[i]);
  }

  /** Returns the images whose numbers are kept, in their order. */
  ImageFiles only(IntPredicate kept) {
    int[] images = IntStream.range(0, size()).filter(kept).map(i -> chosen[i]).toArray();
    return new ImageFiles(this, images, resize, crop);
  }

  private boolean isSound(int index) {
    try {
      ImageDecoding.requireSize(resize, original(index).longSide(resize), place(index));
      return true;
    } catch (BadFileException e) {
      Notices.say("left out " + e.getMessage());
      return false;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public Shape shape() {
    return new Shape(3, crop, crop);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public float[] values(int... indices) {
    int length = 3 * crop * crop;
    float[] values = new float[Math.multiplyExact(indices.length, length)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(picture(indices[i]).values(), 0, values, i * length, length);
    }
    return values;
  }

  @Override
  public Picture picture(int index) {
    Picture original = original(index);
    // A sliver of an image becomes a huge one when its shorter side grows.
    ImageDecoding.requireSize(resize, original.longSide(resize), place(index));
    return original.resizeShortSide(resize).centreCrop(crop);
  }

  @Override
  public Picture original(int index) {
    int image = image(index);
    return ImageDecoding.decode(read(image), listing.place(image));
  }

  @Override
  public int[] labels(int... indices) {
    return Arrays.stream(indices).map(index -> labels[image(index)]).toArray();
  }

  @Override
  public String origin() {
    String part = size() == listing.size() ? "" : String.format(Locale.ROOT, "%,d of ", size());
    return String.format(
        Locale.ROOT,
        "%s, %s%,d images of %d classes, resized to %d, middle %d x %d",
        name,
        part,
        listing.size(),
        classNames.size(),
        resize,
        crop,
        crop);
  }

  /**
   * The sum covers the two sizes and, for each image in order, its name, label, length and the
   * SHA-256 of its file. For more than 100,000 images the files are not read: then it covers names,
   * labels and lengths alone, and notices a changed file only by its length.
   */
  @Override
  public String checksum() {
    return checksum(size() <= READ_FOR_CHECKSUM);
  }

  String checksum(boolean content) {
    MessageDigest digest = Checksums.sha256();
    digest.update(ints(content ? 1 : 0, resize, crop, size()));
    for (int image : chosen) {
      byte[] path = listing.name(image).getBytes(StandardCharsets.UTF_8);
      digest.update(ints(path.length));
      digest.update(path);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length(image)).array());
      digest.update(ints(labels[image]));
      if (content) {
        digest.update(Checksums.sha256().digest(read(image)));
      }
    }
    return Checksums.hex(digest);
  }

  @Override
  public ImageFiles range(int from, int to) {
    Require.that(
        0 <= from && from < to && to <= size(),
        "%s has images 0 to %d, cannot give the range from %d to %d (not included)",
        name,
        size() - 1,
        from,
        to);
    return new ImageFiles(this, Arrays.copyOfRange(chosen, from, to), resize, crop);
  }

  @Override
  public String toString() {
    return origin();
  }

  private int image(int index) {
    Require.that(
        index >= 0 && index < size(), "%s has images 0 to %d, got %d", name, size() - 1, index);
    return chosen[index];
  }

  private Path place(int index) {
    return listing.place(image(index));
  }

  private byte[] read(int image) {
    long length = length(image);
    if (length > ImageDecoding.MOST_BYTES) {
      String expected = "an image file of at most " + ImageDecoding.MOST_BYTES + " bytes";
      String remedy = "Make it smaller, or take it out of the folder.";
      throw new BadFileException(listing.place(image), expected, length + " bytes", remedy);
    }
    try {
      return listing.read(image);
    } catch (IOException e) {
      throw unreadable(image, e);
    }
  }

  private long length(int image) {
    try {
      return listing.length(image);
    } catch (IOException e) {
      throw unreadable(image, e);
    }
  }

  private BadFileException unreadable(int image, IOException e) {
    String actual = e instanceof NoSuchFileException ? "no such file" : e.toString();
    String remedy = "It was there when the images were listed: fetch it again.";
    return new BadFileException(listing.place(image), "a readable image", actual, remedy, e);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }
}
