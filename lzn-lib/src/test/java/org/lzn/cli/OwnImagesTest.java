package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.assertOneLine;
import static org.lzn.cli.Commands.assertSays;
import static org.lzn.cli.Commands.lzn;
import static org.lzn.cli.Commands.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Commands.Output;

/** One's own pictures, a folder a class: trained on, drawn and classified. */
class OwnImagesTest {
  @TempDir private Path folder;

  @Test
  void trainsOnAFolderOfOnesOwnImages() throws IOException {
    Path images = folder.resolve("images");
    for (int i = 0; i < 24; i++) {
      BufferedImage image = new BufferedImage(70, 66, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, 0xffffff);
      Path file = images.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    String data = "--data=folder:" + images;
    Path run = folder.resolve("own");
    Output trained = train("rf", run, data);
    assertEquals(0, trained.status(), trained.text());
    Output evaluated = lzn("evaluate", run.toString());
    assertEquals(0, evaluated.status(), evaluated.text());
    assertTrue(evaluated.text().contains("yes"), evaluated.text());
    Path picture = folder.resolve("own.png");
    assertEquals(
        0,
        lzn("sample", run.toString(), "--number=2", "--euler=2", "--output=" + picture).status());
    assertTrue(ImageIO.read(picture.toFile()).getWidth() >= 2 * 64);
    Files.write(images.resolve("even").resolve("0.png"), new byte[] {1, 2, 3});
    Output damaged = train("rf", folder.resolve("other"), data, "--set=training.batch=20");
    assertEquals(1, damaged.status(), damaged.text());
    assertTrue(damaged.text().contains("0.png"), damaged.text());
    assertSays("no data set \"cats\": there are", "train", "rf", "--data=cats");
    assertSays("a folder of images", "train", "rf", "--data=folder:" + folder.resolve("none"));
  }

  @Test
  void classifiesPicturesAloneAndSaysABadOneInOneLine() throws IOException {
    Path images = folder.resolve("images");
    for (int i = 0; i < 40; i++) {
      boolean dark = i % 2 == 0;
      picture(
          images.resolve(dark ? "dark" : "light").resolve(i + ".png"), 64, 64, dark ? i : 255 - i);
    }
    Path run = folder.resolve("own");
    Output trained =
        train(
            "joint",
            run,
            "--data=folder:" + images,
            "--set=training.steps=40",
            "--set=training.optimisation.emaDecay=0.5",
            "--set=model.encoder.levels.channels=8",
            "--set=labels.choice.batches=4",
            "--set=labels.choice.validation=8");
    assertEquals(0, trained.status(), trained.text());
    assertTrue(trained.text().contains("answers_changed_by_company, 8 residents"), trained.text());
    Path night = picture(folder.resolve("night.png"), 90, 70, 12);
    Path day = picture(folder.resolve("day.png"), 65, 300, 235);
    Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});
    String[] asked = {"classify", run.toString(), night.toString(), damaged.toString(), "none.png"};
    List<String> lines = lzn(asked).text().lines().toList();
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).matches(".*night.png: dark \\d+\\.\\d %, light .* ms\\)"), lines.get(0));
    assertTrue(lines.get(1).startsWith("lzn: " + damaged + ": expected a JPEG"), lines.get(1));
    assertTrue(lines.get(2).startsWith("lzn: none.png: expected a readable"), lines.get(2));
    assertEquals(1, lzn(asked).status(), "one could not be answered");
    Output both = lzn("classify", run.toString(), day.toString(), night.toString());
    assertEquals(0, both.status(), both.text());
    assertTrue(both.text().contains("day.png: light"), both.text());
    String alone = lines.get(0).replaceAll(" \\(.*", "");
    assertTrue(both.text().contains(alone), both.text() + " must have " + alone);

    assertTrue(lzn("residents", run.toString(), "--number=5").text().contains("5 residents of"));
    Files.delete(run.resolve("own.residents.safetensors"));
    assertOneLine("Make them again: lzn residents", "classify", run.toString(), night.toString());
  }

  /** A picture of one grey. */
  private static Path picture(Path file, int width, int height, int grey) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, grey * 0x10101);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
