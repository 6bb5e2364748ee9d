package org.lzn.cli;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.Picture;
import org.lzn.file.BadFileException;
import org.lzn.file.SafeText;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Recipe;
import org.lzn.run.RunFolder;
import org.lzn.task.Classify;
import org.lzn.task.Residents;
import org.lzn.task.Task;
import org.lzn.tensor.Require;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lzn classify}: says what pictures show, each placed alone among the run's residents. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Says what pictures show: JPEG, PNG or WebP of any size, cut to the middle square, resized"
          + " and",
      "made grey or coloured as the images the run learnt from (Fashion-MNIST: bright on black).",
      "Each is placed alone among the run's residents: its answer does not depend on the others."
    })
final class ClassifyCommand implements Callable<Integer> {
  private static final int TOLD = 3; // classes named for each picture

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "the folder of a run that classifies by zones, as joint does")
  private Path folder;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "PICTURE", description = "its file")
  private List<Path> pictures;

  @Option(
      names = "--alpha",
      paramLabel = "α",
      description = {
        "how much of the picture's zone is asked: all of it, 1, gives the best probabilities;",
        "its centre alone, 0, the most right answers"
      })
  private double alpha = 1;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "points of the zone that are asked; the probabilities are their mean")
  private int draws = 10;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.at(folder);
    try (Recipe.Prepared model = run.model()) {
      Classify classify = classify(model).withAlpha(alpha).withDraws(draws);
      Residents residents = run.residents();
      Classify alone = classify.among(residents);
      Shape shape = model.experiment(run.name()).shape();
      Shape one = new Shape(1).addAll(shape);
      alone.of(new ImageBatch(new float[(int) one.size()], one)); // the first loads native code
      boolean sound = true;
      for (Path picture : pictures) {
        sound &= tell(picture, alone, shape, residents.origin().classNames());
      }
      return sound ? 0 : 1;
    }
  }

  private Classify classify(Recipe.Prepared model) {
    Optional<ImageEncoder> encoder = model.imageEncoder();
    Optional<LabelCodec> labels = model.labels();
    Require.that(
        encoder.isPresent() && labels.isPresent(),
        "%s has no zones of labels: choose a run of joint or joint-classify-only",
        folder);
    return Task.classify(encoder.get(), labels.get());
  }

  /** Tells one answer, and whether there was one: a bad picture is one line. */
  private boolean tell(Path picture, Classify alone, Shape shape, List<String> names) {
    try {
      long start = System.nanoTime();
      Picture fitted = Picture.read(picture).fitted(shape);
      ImageBatch image = new ImageBatch(fitted.values(), new Shape(1).addAll(shape));
      double[] probabilities = alone.of(image).probabilities()[0];
      double milliseconds = (System.nanoTime() - start) * 1e-6;
      System.out.printf(
          Locale.ROOT,
          "%s: %s (%.0f ms)%n",
          picture,
          likeliest(probabilities, names),
          milliseconds);
      return true;
    } catch (BadFileException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("lzn: " + SafeText.safe(e.getMessage()));
      return false;
    }
  }

  /** Returns the likeliest classes with their probabilities, the likeliest first. */
  private static String likeliest(double[] probabilities, List<String> names) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparing(k -> -probabilities[k]))
        .limit(TOLD)
        .map(k -> String.format(Locale.ROOT, "%s %.1f %%", names.get(k), 100 * probabilities[k]))
        .collect(Collectors.joining(", "));
  }
}
