package org.lzn.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn evaluate}: computes the scores of a trained model again, beside those recorded. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Computes the scores of a trained model and sets them beside its record's.")
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Option(names = "--record", description = "puts the scores into the run's record instead")
  private boolean record;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.at(folder);
    System.out.println(record ? run.record() : run.evaluate().printAll());
    return 0;
  }
}
