package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;
import org.lzn.train.checkpoint.Checkpoint;

class LznTest {
  private static final List<String> QUICK =
      List.of(
          "--scale=smoke",
          "--set=training.steps=4",
          "--set=training.batch=8",
          "--set=training.heldOut.images=8",
          "--set=model.decoder.levels.channels=8",
          "--set=evaluation.generated=8",
          "--set=evaluation.reconstructions=4");

  @TempDir private Path folder;

  @Test
  void trainsEvaluatesSamplesAndTells() throws IOException {
    Path run = folder.resolve("a-run");
    Output trained = train("rf-lzn", run, "--set=model.encoder.levels.channels=8");
    assertEquals(0, trained.status, trained.text);
    assertTrue(trained.text.contains("reconstruction_l2"), trained.text);
    for (String end : List.of(".json", ".csv", ".safetensors")) {
      assertTrue(Files.exists(run.resolve("a-run" + end)), end);
    }
    Output evaluated = lzn("evaluate", run.toString());
    assertEquals(0, evaluated.status, evaluated.text);
    String row =
        evaluated.text.lines().filter(l -> l.contains("reconstruction_l2")).findFirst().get();
    String[] cells = row.strip().split("\\s*\\|\\s*", -1);
    assertEquals(cells[1], cells[3], "the same score from the saved weights");
    assertEquals("yes", cells[4]);
    Path picture = folder.resolve("s.png");
    assertEquals(
        0, lzn("sample", run.toString(), "--number=4", "--euler=2", "--output=" + picture).status);
    assertTrue(Files.size(picture) > 0);
    assertTrue(lzn("info", run.toString()).text.contains("a-run: smoke scale, seeds 1"));
  }

  @Test
  void tellsTensorBoardAsItGoes() throws IOException {
    Path run = folder.resolve("told");
    Output trained = train("rf", run, "--tensorboard");
    assertEquals(0, trained.status, trained.text);
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      String events = Files.readString(files.findFirst().get(), StandardCharsets.ISO_8859_1);
      for (String tag : List.of("loss/held-out", "samples", "training.batch")) {
        assertTrue(events.contains(tag), tag);
      }
    }
  }

  @Test
  void comparesRunsOverTheirSeeds() throws IOException {
    String runs = Path.of(System.getProperty("lzn.home", ".."), "datasets", "runs").toString();
    Path output = folder.resolve("compared");
    Output compared =
        lzn("compare", runs + "/rf-1", runs + "/rf-2", runs + "/pixels-1", "--output=" + output);
    assertEquals(0, compared.status, compared.text);
    assertTrue(
        compared.text.matches("(?s).*reconstruction error \\(L2\\) +\\|[^|]+±.*"), compared.text);
    for (String name : List.of("scores.csv", "losses.png", "losses-over-time.png")) {
      assertTrue(Files.size(output.resolve(name)) > 0, name);
    }
    assertSays("expected a run's folder with its record", "compare", folder + "/none");
  }

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
    assertEquals(0, trained.status, trained.text);
    Output evaluated = lzn("evaluate", run.toString());
    assertEquals(0, evaluated.status, evaluated.text);
    assertTrue(evaluated.text.contains("yes"), evaluated.text);
    Path picture = folder.resolve("own.png");
    assertEquals(
        0, lzn("sample", run.toString(), "--number=2", "--euler=2", "--output=" + picture).status);
    assertTrue(ImageIO.read(picture.toFile()).getWidth() >= 2 * 64);
    Files.write(images.resolve("even").resolve("0.png"), new byte[] {1, 2, 3});
    Output damaged = train("rf", folder.resolve("other"), data, "--set=training.batch=20");
    assertEquals(1, damaged.status, damaged.text);
    assertTrue(damaged.text.contains("0.png"), damaged.text);
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
    assertEquals(0, trained.status, trained.text);
    assertTrue(trained.text.contains("answers_changed_by_company, 8 residents"), trained.text);
    Path night = picture(folder.resolve("night.png"), 90, 70, 12);
    Path day = picture(folder.resolve("day.png"), 65, 300, 235);
    Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});
    String[] asked = {"classify", run.toString(), night.toString(), damaged.toString(), "none.png"};
    List<String> lines = lzn(asked).text.lines().toList();
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).matches(".*night.png: dark \\d+\\.\\d %, light .* ms\\)"), lines.get(0));
    assertTrue(lines.get(1).startsWith("lzn: " + damaged + ": expected a JPEG"), lines.get(1));
    assertTrue(lines.get(2).startsWith("lzn: none.png: expected a readable"), lines.get(2));
    assertEquals(1, lzn(asked).status, "one could not be answered");
    Output both = lzn("classify", run.toString(), day.toString(), night.toString());
    assertEquals(0, both.status, both.text);
    assertTrue(both.text.contains("day.png: light"), both.text);
    String alone = lines.get(0).replaceAll(" \\(.*", "");
    assertTrue(both.text.contains(alone), both.text + " must have " + alone);

    assertTrue(lzn("residents", run.toString(), "--number=5").text.contains("5 residents of"));
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

  @Test
  void theSameCommandOnceMoreGoesOnFromItsCheckpoint() {
    Path run = folder.resolve("b-run");
    assertEquals(0, train("rf", run).status);
    Output longer = train("rf", run, "--set=training.steps=6");
    assertTrue(longer.text.contains("5 of 6"), longer.text);
    Output other = train("rf", run, "--set=training.steps=7", "--set=training.optimisation.clip=2");
    assertEquals(1, other.status);
    assertTrue(other.text.contains("training.optimisation.clip is 1.0, not 2.0"), other.text);
    Output again = train("rf", run, "--set=training.steps=6");
    assertEquals(0, again.status, again.text);
    assertTrue(again.text.contains("This run is finished and stays as it is."), again.text);
    assertTrue(again.text.contains("b-run: smoke scale, seeds 1"), again.text);
  }

  /** At once, and without a checkpoint that is not sound. */
  @Test
  void aTrainingThatDivergesEndsInOneLine() throws IOException {
    Path run = folder.resolve("c-run");
    Output output =
        train(
            "rf",
            run,
            "--checkpoint-every=1",
            "--set=training.steps=60",
            "--set=training.heldOut.every=60",
            "--set=training.optimisation.rates.decoder=10",
            "--set=training.optimisation.warmUp.updates=0");
    assertEquals(1, output.status, output.text);
    assertTrue(output.text.contains("lzn: diverged: the loss is not finite since"), output.text);
    assertTrue(output.text.lines().noneMatch(line -> line.startsWith("\tat ")), output.text);
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      List<Path> sound = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertEquals(2, sound.size());
      sound.forEach(Checkpoint::open);
    }
  }

  @Test
  void whatCouldNotBeScoredOrKeptIsRefusedBeforeTraining() {
    assertSays("images reconstructed must be 1", set("evaluation.reconstructions=0"));
    assertSays("draws of a latent must be 1", "train", "rf-lzn", "--set=evaluation.draws=0");
    assertSays("images generated must be 4 or more, got 3", set("evaluation.generated=3"));
    assertSays("training.seed cannot be changed: --seed sets it", set("training.seed=2"));
    assertSays("labels of a probe must be 1", "train", "pixels", "--set=evaluation.labels=0");
    assertSays("α must be finite, not negative", "train", "joint", "--set=labels.choice.alphas=-1");
    assertSays("1 or more checkpoints must be kept, got 0", "train", "rf", "--keep=0");
    assertSays("--validation must be 1 or more, got 0", "train", "rf", "--validation=0");
    assertSays("validation images must be 1 to", "train", "rf", "--validation=99999999");
    assertSays(
        "filter must have 4 taps", "train", "rf", "--set=model.decoder.resampling.filter=1,2");
  }

  @Test
  void whatIsWrongIsSaidInOneLineWithARemedy() {
    assertSays("no recipe \"rf-lnz\": did you mean rf-lzn? There are", "train", "rf-lnz");
    assertSays("instead of trainig, did you mean training?", set("trainig.steps=3"));
    assertSays(
        "instead of decodr, did you mean decoder?", set("training.optimisation.stops.decodr=3"));
    assertSays("expected a value like 20 (Integer), got \"many\"", set("training.steps=many"));
    assertSays("setting training.batch: batch must be positive, got -1", set("training.batch=-1"));
    assertSays("must be path=value, got \"steps\"", set("steps"));
    assertSays("LZN_SCALE must be one of smoke", "train", "rf", "--scale=huge");
    assertSays("a run's folder", "info", folder.toString());
    assertSays("expected a run's folder", "evaluate", folder.resolve("none").toString());
  }

  @Test
  void aRunIsNamedAsItsFolderWhichMayHaveSpacesAndAnyLetters() {
    // In the C locale Java cannot name such a file at all.
    String name = isUnicode() ? "mein lauf ü" : "my run";
    Output trained = train("rf", folder.resolve(name));
    assertEquals(0, trained.status, trained.text);
    assertTrue(Files.exists(folder.resolve(name).resolve(name + ".safetensors")));
    assertTrue(lzn("info", folder.resolve(name).toString()).text.contains(name + ": smoke scale"));
    assertOneLine("--output needs the name of a folder", "train", "rf", "--output=");
    assertOneLine("and / has no name", "train", "rf", "--scale=smoke", "--output=/");
    assertOneLine("and / has no name", "evaluate", "/");
  }

  @Test
  void aFileIsNoRunsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("passwd"), "root");
    assertOneLine(
        file + ": expected a run's folder with its record, NAME.json, got a file",
        "evaluate",
        file.toString());
  }

  @Test
  void aDataSetWithoutItsFolderIsRefused() {
    assertOneLine("names no place after the colon: folder:FOLDER", "info", "rf", "--data=folder:");
    assertOneLine("names no place after the colon: mnist:FOLDER", "info", "rf", "--data=mnist: ");
  }

  @Test
  void aModelTooLargeForThisMachineIsOneLine() {
    assertOneLine("fewer channels", set("model.decoder.levels.channels=100000"));
    assertOneLine("out of memory (", set("model.decoder.levels.channels=12000"));
  }

  @Test
  void aWrongOptionSuggestsTheRightOne() {
    Output output = lzn("train", "rf", "--outpt=x");
    assertEquals(2, output.status);
    assertTrue(output.text.contains("Unknown option: '--outpt=x'"), output.text);
    assertTrue(output.text.contains("--output"), output.text);
    assertEquals(2, lzn("trian", "rf").status);
    assertEquals(2, lzn().status);
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedAtOnce() {
    Output none = lzn("info", "--device=gpu:99");
    assertEquals(2, none.status);
    assertTrue(none.text.contains("device gpu:99: the engine sees"), none.text);
    assertTrue(lzn("info", "--device=tpu").text.contains("device must be auto, cpu or gpu:N"));
    assertEquals(0, lzn("info", "--device=cpu").status);
    System.setProperty("lzn.device", "gpu:3"); // as LZN_DEVICE does
    assertOneLine("device gpu:3: the engine sees", "info");
  }

  @Test
  void helpNamesEveryRecipeAndOption() {
    String help = lzn("train", "--help").text;
    for (String word :
        List.of(
            "rf-lzn-frozen",
            "--scale",
            "--data",
            "--seed",
            "--set",
            "--output",
            "--resume",
            "--validation",
            "--keep")) {
      assertTrue(help.contains(word), word + " in " + help);
    }
    String data = DataSetRegistry.all().stream().map(DataSet::id).collect(Collectors.joining(", "));
    assertTrue(help.replaceAll("\\s+", " ").contains(data + ": each with its folder"), help);
    assertTrue(lzn("info", "rf").text.contains("training.optimisation.rates.decoder="));
  }

  @Test
  void infoTellsEveryDataSetWithItsLicenceAndItsHome() {
    String info = lzn("info").text;
    for (DataSet set : DataSetRegistry.all()) {
      assertTrue(info.contains(set.id() + " "), set.id() + " in " + info);
      assertTrue(
          info.contains(set.card().title() + ": " + set.card().about()),
          set.card().about() + " in " + info);
      String home = set.card().home().map(page -> "; home: " + page).orElse("");
      assertTrue(info.contains("licence: " + set.card().licence() + home + "\n"), info);
    }
    assertTrue(info.contains("stripes "), "that of an extension: " + info);
  }

  private static String[] set(String change) {
    return new String[] {"train", "rf", "--scale=smoke", "--set=" + change};
  }

  private void assertSays(String part, String... arguments) {
    Output output = lzn(arguments);
    assertEquals(1, output.status, output.text);
    assertTrue(output.text.contains(part), output.text);
    assertTrue(output.text.lines().noneMatch(line -> line.startsWith("\tat ")), output.text);
  }

  private void assertOneLine(String part, String... arguments) {
    assertSays(part, arguments);
    assertEquals(1, lzn(arguments).text.lines().count());
  }

  private static boolean isUnicode() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

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
    assertEquals(0, trained.status, trained.text);
    Path picture = folder.resolve("astronaut.png");
    String text = "--text=woman astronaut: medium skin tone";
    String output = "--output=" + picture;
    Output made =
        lzn("sample", run.toString(), "--from=en", text, "--to=noto", "--to=tone", output);
    assertEquals(0, made.status, made.text);
    assertTrue(made.text.lines().anyMatch(l -> l.startsWith("tone: ")), made.text);
    assertTrue(ImageIO.read(picture.toFile()).getHeight() >= 32);
    assertEquals(0, lzn("sample", run.toString(), "--number=3", "--to=fluent", output).status);
    Output read = lzn("sample", run.toString(), "--from=noto", "--picture=" + picture, "--to=role");
    assertTrue(read.text.startsWith("role: "), read.text);
    assertSays(run, "a text must have a character or more", "--from=en", "--text=");
    assertSays(run, "a text may have ", "--from=en", "--text=" + "man ".repeat(50));
    assertSays(run, "the character \"ß\" of", "--from=en", "--text=fußball");
    assertSays(run, "tone must be one of ", "--from=tone", "--text=green");
    assertSays(run, "this network has no type french, it has [noto,", "--to=french");
    assertSays(run, "need each other", "--from=en");
    assertSays(run, "no-such-file.png", "--from=noto", "--picture=no-such-file.png");
  }

  /** A refusal is one line. */
  private static void assertSays(Path run, String words, String... options) {
    List<String> arguments = new ArrayList<>(List.of("sample", run.toString()));
    arguments.addAll(List.of(options));
    Output refused = lzn(arguments.toArray(String[]::new));
    assertNotEquals(0, refused.status, refused.text);
    assertTrue(refused.text.contains(words), refused.text);
    assertEquals(1, refused.text.lines().count(), refused.text);
  }

  private static Output train(String recipe, Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", recipe, "--output=" + folder));
    arguments.addAll(QUICK);
    arguments.addAll(List.of(more));
    return lzn(arguments.toArray(String[]::new));
  }

  private record Output(int status, String text) {}

  @AfterEach
  void forgetTheDevice() {
    System.clearProperty("lzn.device");
  }

  private static Output lzn(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int status = Lzn.run(arguments);
      return new Output(status, text.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
