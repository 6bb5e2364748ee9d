package org.lzn.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.run.RunFolder;
import org.lzn.task.Residents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn residents}: chooses the training images among which pictures are placed. */
@Command(
    name = "residents",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Chooses training images among which any picture is placed alone, and keeps their anchors in",
      "the run's folder, in the place of those it had. lzn train does it at its end."
    })
final class ResidentsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "how many; all it has learnt from, if these are fewer")
  private int number = Residents.USUAL;

  @Option(names = "--seed", paramLabel = "N", description = "of the choice")
  private long seed = 1;

  @Override
  public Integer call() {
    Residents residents = RunFolder.at(folder).settle(number, seed);
    System.out.printf(
        "%s: %d residents of %s%n", folder, residents.size(), residents.origin().images());
    return 0;
  }
}
