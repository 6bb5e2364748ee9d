package org.lzn.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lzn compact}: keeps a run's weights in half the bytes. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description = {
      "Rounds the weights of a run to half precision, half the bytes, and makes its residents anew.",
      "Its record's scores are still those of before: lzn evaluate RUN --record computes them again."
    })
final class CompactCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.at(folder);
    File weights = run.weights().toFile();
    long before = weights.length(); // 0 if it is not there: then the next line says so
    run.compact();
    System.out.printf("%s: %,d bytes, before %,d%n", weights, weights.length(), before);
    return 0;
  }
}
