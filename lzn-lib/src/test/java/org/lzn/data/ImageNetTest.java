package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/** Three classes, whose numbers are not in the order of their names, and a class above them. */
class ImageNetTest {
  private static final List<String> CLASSES = List.of("n01", "n02", "n03");
  private static final byte[] TEXT = {'x'};

  @TempDir private Path folder;

  @Test
  void trainingImagesAreReadFromTheArchiveOfArchives() throws IOException {
    // Two, three and one images; in the archive the classes lie in another order.
    Map<String, byte[]> outer = new LinkedHashMap<>();
    for (String name : List.of("n03", "n01", "n02")) {
      int images = name.equals("n03") ? 1 : name.equals("n01") ? 2 : 3;
      Map<String, byte[]> inner = new LinkedHashMap<>();
      for (int i = images - 1; i >= 0; i--) {
        byte[] image = image(name, i);
        inner.put(name + "_" + i + ".JPEG", image);
        TestImages.write(
            folder.resolve("unpacked/train/" + name + "/" + name + "_" + i + ".JPEG"), image);
      }
      outer.put(name + ".tar", TestTars.tar(inner));
    }
    TestImages.write(folder.resolve("ILSVRC2012_img_train.tar"), TestTars.tar(outer));
    ImageFiles packed = ImageNet.train(folder).seen(8, 7);
    ImageFiles unpacked = ImageNet.train(folder.resolve("unpacked")).seen(8, 7);
    assertEquals(6, packed.size());
    assertEquals(CLASSES, packed.classNames());
    int[] all = {0, 1, 2, 3, 4, 5};
    assertArrayEquals(new int[] {0, 0, 1, 1, 1, 2}, packed.labels(all));
    assertArrayEquals(unpacked.labels(all), packed.labels(all));
    assertArrayEquals(unpacked.values(all), packed.values(all));
    assertEquals(unpacked.checksum(), packed.checksum());
    assertEquals(unpacked.checksum(false), packed.checksum(false));
  }

  @Test
  void validationImagesHaveTheKitsLabels() {
    writeKit("3\n1\n2\n3\n");
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 4; i >= 1; i--) {
      String name = "ILSVRC2012_val_0000000" + i + ".JPEG";
      images.put(name, image("val", i));
      TestImages.write(folder.resolve("val/" + name), image("val", i));
    }
    ImageFiles flat = ImageNet.validation(folder).seen(8, 8);
    // Number 1 is n03, 2 is n01, 3 is n02.
    assertArrayEquals(new int[] {1, 2, 0, 1}, flat.labels(0, 1, 2, 3));
    assertEquals(CLASSES, flat.classNames());

    Path other = folder.resolve("packed");
    TestImages.write(other.resolve("ILSVRC2012_img_val.tar"), TestTars.tar(images));
    Map<String, byte[]> kit = new LinkedHashMap<>();
    String inside = DevKit.NAME + "/data/";
    kit.put(DevKit.NAME + "/readme.txt", TEXT);
    kit.put(inside + "meta.mat", meta());
    kit.put(
        inside + "ILSVRC2012_validation_ground_truth.txt",
        "3\n1\n2\n3\n".getBytes(StandardCharsets.US_ASCII));
    TestImages.write(other.resolve(DevKit.NAME + ".tar.gz"), TestTars.packed(kit));
    assertEquals(flat.checksum(), ImageNet.validation(other).seen(8, 8).checksum());
  }

  @Test
  void labelsThatDoNotMatchAreOneClearError() {
    TestImages.write(folder.resolve("val/a.JPEG"), image("val", 1));
    TestImages.write(folder.resolve("val/b.JPEG"), image("val", 2));
    writeKit("3\n1\n2\n");
    assertBad("2 labels, one for each image in " + folder.resolve("val") + ", got 3 labels");
    writeKit("3\n4\n");
    assertBad("numbers of the 3 classes, got \"4\" in line 2");
    writeKit("3\nx\n");
    assertBad("got \"x\" in line 2");
    TestImages.write(kit("meta.mat"), TEXT);
    assertBad("a MATLAB file, got something else");
  }

  @Test
  void missingAndDamagedArchivesAreOneClearError() throws IOException {
    assertBad("expected the folder val or ILSVRC2012_img_val.tar, got neither");
    TestImages.write(folder.resolve("val/a.JPEG"), image("val", 1));
    assertBad("no such file");
    Path tar = folder.resolve("ILSVRC2012_img_train.tar");
    Map<String, byte[]> empty = Map.of("n01.tar", TestTars.tar(Map.of("readme", TEXT)));
    TestImages.write(tar, TestTars.tar(empty));
    assertBadTrain("no images in n01/");
    TestImages.write(tar, TestTars.tar(Map.of()));
    assertBadTrain("no images in it");
    byte[] sound = TestTars.tar(Map.of("n01.tar", TestTars.tar(Map.of("a.JPEG", image("a", 1)))));
    TestImages.write(tar, Arrays.copyOf(sound, 1100));
    assertBadTrain("a tar archive of images, got a bad one");
    TestImages.write(tar, TestFiles.pixels(2000));
    assertBadTrain("a tar archive of images, got a bad one");
    Files.delete(tar);
    Files.createDirectories(folder.resolve("train/n01"));
    assertBadTrain("an empty class folder");
  }

  private void assertBad(String part) {
    assertBad(part, () -> ImageNet.validation(folder));
  }

  private void assertBadTrain(String part) {
    assertBad(part, () -> ImageNet.train(folder));
  }

  private static void assertBad(String part, Runnable run) {
    String message = assertThrows(BadFileException.class, run::run).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  private void writeKit(String truth) {
    TestImages.write(kit("meta.mat"), meta());
    TestImages.write(
        kit("ILSVRC2012_validation_ground_truth.txt"), truth.getBytes(StandardCharsets.US_ASCII));
  }

  private Path kit(String name) {
    return folder.resolve(DevKit.NAME + "/data/" + name);
  }

  static byte[] meta() {
    return meta(Deflater.DEFAULT_COMPRESSION);
  }

  /** Returns a table of classes, packed at a level. */
  static byte[] meta(int level) {
    String[] names = {"n03", "n01", "n02", "n00"};
    Struct synsets = Mat5.newStruct(4, 1);
    for (int i = 0; i < 4; i++) {
      synsets.set("ILSVRC2012_ID", i, Mat5.newScalar(i + 1));
      synsets.set("WNID", i, Mat5.newString(names[i]));
      synsets.set("num_children", i, Mat5.newScalar(i < 3 ? 0 : 3));
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      Mat5.newWriter(Sinks.wrap(buffer))
          .setDeflateLevel(level)
          .writeMat(Mat5.newMatFile().addArray("synsets", synsets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static byte[] image(String name, int i) {
    return TestImages.jpeg(TestImages.varied(9 + i, 12, name.hashCode() + i));
  }
}
