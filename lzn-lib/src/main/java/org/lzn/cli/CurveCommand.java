package org.lzn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lzn.report.CurveFile;
import org.lzn.report.SamplingCurve;
import org.lzn.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn curve}: how good drawn images are, by the number of steps that each takes. */
@Command(
    name = "curve",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Draws images with several solvers and measures their Fréchet distance to the training images",
      "(the paper's figure 17). Each is kept in curve.csv of the run's folder as soon as it is",
      "measured; the same command goes on from there, and a chart of all runs is saved."
    })
final class CurveCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "folders of runs, as lzn train leaves them")
  private List<Path> folders;

  @Option(names = "--number", paramLabel = "N", description = "how many images for each solver")
  private int number = 10_000;

  @Option(
      names = "--solvers",
      paramLabel = "NAME",
      split = ",",
      description = "which, with commas between")
  private List<String> solvers =
      List.of("euler:1", "euler:2", "euler:5", "euler:10", "euler:20", "euler:50", "rk45");

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "of the chart, PNG; curve.png in the first run's folder if not given")
  private Path output;

  @Override
  public Integer call() {
    List<SamplingCurve> curves = new ArrayList<>();
    for (Path folder : folders) {
      curves.add(new CurveFile(RunFolder.at(folder)).measure(number, solvers));
    }
    System.out.println(SamplingCurve.table(curves).printAll());
    Path file = output == null ? folders.get(0).resolve("curve.png") : output;
    SamplingCurve.chart("Fréchet distance of %,d images".formatted(number), curves).save(file);
    System.out.println(file);
    return 0;
  }
}
