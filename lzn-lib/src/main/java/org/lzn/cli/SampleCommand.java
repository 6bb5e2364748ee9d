package org.lzn.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.Solvers;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn sample}: draws images with a trained model. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Draws images with a trained model and saves them as one picture.")
final class SampleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Option(names = "--number", paramLabel = "N", description = "how many images")
  private int number = 64;

  @Option(names = "--seed", paramLabel = "N", description = "of latents and noise")
  private long seed = 1;

  @Option(
      names = "--solver",
      paramLabel = "NAME[:STEPS]",
      description = "of the image flow, such as euler:50; rk45, as in the paper, if not given")
  private String solver = "rk45";

  @Option(names = "--euler", hidden = true, description = "as --solver euler:STEPS")
  private int euler;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "the picture, PNG; samples.png in the run's folder if not given")
  private Path output;

  @Override
  public Integer call() {
    OdeSolver method = Solvers.parse(euler == 0 ? solver : "euler:" + euler);
    ImageBatch images = RunFolder.at(folder).sample(number, method, seed);
    Path file = output == null ? folder.resolve("samples.png") : output;
    images.grid((int) Math.ceil(Math.sqrt(number))).save(file);
    System.out.println(file);
    return 0;
  }
}
