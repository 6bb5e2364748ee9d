package org.lzn.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lzn.report.MlflowExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn export}: finished runs, told to an MLflow server. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Tells an MLflow server of finished runs: settings, losses, scores, record. Exported twice,"
          + " a",
      "run is there twice."
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "the folders of runs, as lzn train leaves them")
  private List<Path> folders;

  @Option(
      names = "--mlflow",
      required = true,
      paramLabel = "URI",
      description = "the server's address, such as http://localhost:5000")
  private URI server;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "under which the runs appear; made if there is none")
  private String experiment = "lzn";

  @Override
  public Integer call() {
    MlflowExport export = new MlflowExport(server, experiment);
    for (Path folder : folders) {
      System.out.println(folder + ": run " + export.send(folder) + " of " + experiment);
    }
    return 0;
  }
}
