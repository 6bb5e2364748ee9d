package org.lzn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lzn.report.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn compare}: the scores of several runs in one table, and their losses in charts. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Prints the scores and the costs of runs, those of one recipe as mean and standard deviation",
      "over their seeds, and draws their losses."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "the folders of runs, as lzn train leaves them")
  private List<Path> folders;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "where table and charts are left")
  private Path output = Path.of("target", "comparison");

  @Override
  public Integer call() {
    Comparison comparison = Comparison.of(folders);
    System.out.println(comparison);
    comparison.save(output).forEach(System.out::println);
    return 0;
  }
}
