package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.lzn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Commands.Output;

/** {@code lzn sample} of a run of several data types. */
class SampleOfTypesTest {
  @TempDir private Path folder;

  /** A caption drawn in two styles and read in another language; what is no caption, one line. */
  @Test
  void aSampleOfOneTypeBecomesOthers() throws IOException {
    Path run = folder.resolve("many");
    List<String> tiny =
        List.of(
            "training.steps=1",
            "model.space.dimension=6",
            "model.pictures.patches.size=8",
            "model.pictures.decoder.levels.channels=4",
            "model.pictures.solver.steps=2",
            "model.texts.width=6",
            "model.texts.units=5");
    List<String> arguments =
        new ArrayList<>(List.of("train", "many-types", "--scale=smoke", "--output=" + run));
    tiny.forEach(change -> arguments.add("--set=" + change));
    Output trained = lzn(arguments.toArray(String[]::new));
    assertEquals(0, trained.status(), trained.text());
    Path picture = folder.resolve("astronaut.png");
    String text = "--text=woman astronaut: medium skin tone";
    String output = "--output=" + picture;
    Output made =
        lzn("sample", run.toString(), "--from=en", text, "--to=noto", "--to=tone", output);
    assertEquals(0, made.status(), made.text());
    assertTrue(made.text().lines().anyMatch(l -> l.startsWith("tone: ")), made.text());
    assertTrue(ImageIO.read(picture.toFile()).getHeight() >= 32);
    assertEquals(0, lzn("sample", run.toString(), "--number=3", "--to=fluent", output).status());
    Output read = lzn("sample", run.toString(), "--from=noto", "--picture=" + picture, "--to=role");
    assertTrue(read.text().startsWith("role: "), read.text());
    assertRefused(run, "a text must have a character or more", "--from=en", "--text=");
    assertRefused(run, "a text may have ", "--from=en", "--text=" + "man ".repeat(50));
    assertRefused(run, "the character \"ß\" of", "--from=en", "--text=fußball");
    assertRefused(run, "tone must be one of ", "--from=tone", "--text=green");
    assertRefused(run, "this network has no type french, it has [noto,", "--to=french");
    assertRefused(run, "need each other", "--from=en");
    assertRefused(run, "no-such-file.png", "--from=noto", "--picture=no-such-file.png");
  }

  /** A refusal is one line. */
  private static void assertRefused(Path run, String words, String... options) {
    List<String> arguments = new ArrayList<>(List.of("sample", run.toString()));
    arguments.addAll(List.of(options));
    Output refused = lzn(arguments.toArray(String[]::new));
    assertNotEquals(0, refused.status(), refused.text());
    assertTrue(refused.text().contains(words), refused.text());
    assertEquals(1, refused.text().lines().count(), refused.text());
  }
}
