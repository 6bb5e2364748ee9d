package org.lzn.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.file.BadFileException;
import org.lzn.file.WholeFile;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * The losses of a training as CSV: step, seconds, train, held_out, then what else was measured.
 * Numbers only, in full.
 */
final class HistoryCsv {
  private static final String HEADER = "step,seconds,train,held_out";
  private static final int MEASURES = 4; // the first column after those

  private HistoryCsv() {}

  static void write(Path file, TrainingHistory history) {
    List<String> measures =
        history.points().stream()
            .flatMap(p -> p.measures().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    StringBuilder csv = new StringBuilder(HEADER);
    measures.forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    for (TrainingHistory.Point p : history.points()) {
      csv.append(p.step() + "," + p.seconds() + "," + p.train() + "," + p.heldOut());
      measures.forEach(name -> csv.append(',').append(p.measures().getOrDefault(name, Double.NaN)));
      csv.append('\n');
    }
    WholeFile.write(file, csv.toString());
  }

  static List<TrainingHistory.Point> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      Require.that(!lines.isEmpty() && lines.get(0).startsWith(HEADER), "another header");
      String[] names = lines.get(0).split(",", -1);
      return lines.stream().skip(1).map(line -> point(line, names)).toList();
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw new BadFileException(
          file, "the losses of a run, " + HEADER, reason, "Restore the file, or train again.", e);
    }
  }

  private static TrainingHistory.Point point(String line, String[] names) {
    String[] cells = line.split(",", -1);
    Require.that(cells.length == names.length, "the line \"%s\"", line);
    Map<String, Double> measures = new LinkedHashMap<>();
    for (int i = MEASURES; i < names.length; i++) {
      measures.put(names[i], Double.valueOf(cells[i]));
    }
    return new TrainingHistory.Point(
        Integer.parseInt(cells[0]),
        Double.parseDouble(cells[1]),
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]),
        measures);
  }
}
