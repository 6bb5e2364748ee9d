package org.lzn.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.experiment.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lzn evaluate}: computes the scores of a trained model again, beside those recorded. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Computes the scores of a trained model and sets them beside its record's.")
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Override
  public Integer call() {
    System.out.println(RunFolder.at(folder).evaluate().print());
    return 0;
  }
}
