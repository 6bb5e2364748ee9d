package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.lzn;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;

/** What the command line tells about itself: every recipe, option, setting and data set. */
class HelpTest {
  @Test
  void helpNamesEveryRecipeAndOption() {
    String help = lzn("train", "--help").text();
    for (String word :
        List.of(
            "rf-lzn-frozen",
            "--scale",
            "--data",
            "--seed",
            "--set",
            "--output",
            "--resume",
            "--validation",
            "--keep")) {
      assertTrue(help.contains(word), word + " in " + help);
    }
    String data = DataSetRegistry.all().stream().map(DataSet::id).collect(Collectors.joining(", "));
    assertTrue(help.replaceAll("\\s+", " ").contains(data + ": each with its folder"), help);
    assertTrue(lzn("info", "rf").text().contains("training.optimisation.rates.decoder="));
  }

  @Test
  void infoTellsEveryDataSetWithItsLicenceAndItsHome() {
    String info = lzn("info").text();
    for (DataSet set : DataSetRegistry.all()) {
      assertTrue(info.contains(set.id() + " "), set.id() + " in " + info);
      assertTrue(
          info.contains(set.card().title() + ": " + set.card().about()),
          set.card().about() + " in " + info);
      String home = set.card().home().map(page -> "; home: " + page).orElse("");
      assertTrue(info.contains("licence: " + set.card().licence() + home + "\n"), info);
    }
    assertTrue(info.contains("stripes "), "that of an extension: " + info);
  }
}
