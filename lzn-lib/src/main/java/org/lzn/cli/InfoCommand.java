package org.lzn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;
import org.lzn.data.DataSource;
import org.lzn.run.Machine;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.RunFolder;
import org.lzn.run.Scale;
import org.lzn.run.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn info}: tells about a run, a recipe, or this machine. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Tells about a run's folder, about a recipe's settings, or about this machine.")
final class InfoCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN|RECIPE",
      arity = "0..1",
      completionCandidates = RecipeNames.class,
      description = "the folder of a run; or a recipe: ${COMPLETION-CANDIDATES}; or nothing")
  private String subject;

  @Option(names = "--scale", paramLabel = "SCALE", description = "of a recipe's settings")
  private String scale;

  @Option(
      names = "--data",
      paramLabel = "NAME[:FOLDER]",
      completionCandidates = DataSetNames.class,
      description = "which a recipe learns from; its usual one if not given")
  private String data;

  @Override
  public Integer call() {
    if (subject == null) {
      System.out.println(Machine.current());
      Recipes.all().forEach(r -> System.out.printf("  %-16s %s%n", r.id(), r.about()));
      System.out.println("Data sets, --data NAME or NAME:FOLDER");
      DataSetRegistry.all().forEach(InfoCommand::describe);
    } else if (Files.isDirectory(Path.of(subject))) {
      System.out.println(RunFolder.at(Path.of(subject)).run());
    } else {
      describe(Recipes.of(subject));
    }
    return 0;
  }

  private static void describe(DataSet set) {
    System.out.printf("  %-16s %s: %s%n", set.id(), set.card().title(), set.card().about());
    String home = set.card().home().map(page -> "; home: " + page).orElse("");
    System.out.printf("  %-16s licence: %s%s%n", "", set.card().licence(), home);
  }

  private void describe(Recipe recipe) {
    Scale size = scale == null ? Scale.current() : Scale.parse(scale);
    DataSource source = DataSource.parse(data == null ? recipe.usualData() : data);
    try (Recipe.Prepared prepared = recipe.prepare(size, source, List.of(), 1)) {
      System.out.println(recipe.id() + ": " + recipe.about());
      prepared
          .parts()
          .forEach(
              (part, network) ->
                  System.out.printf("  %s: %,d parameters%n", part, network.parameterCount()));
      Settings.list(prepared.settings())
          .forEach((path, value) -> System.out.println("  " + path + "=" + value));
    }
  }
}
