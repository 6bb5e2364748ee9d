package org.lzn.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lzn.file.BadFileException;
import org.lzn.file.WholeFile;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingHistory;

/** The losses of a training as CSV: step, seconds, train, held_out. Numbers only, in full. */
final class HistoryCsv {
  private static final String HEADER = "step,seconds,train,held_out";

  private HistoryCsv() {}

  static void write(Path file, TrainingHistory history) {
    String rows =
        history.points().stream()
            .map(p -> p.step() + "," + p.seconds() + "," + p.train() + "," + p.heldOut() + "\n")
            .collect(Collectors.joining());
    WholeFile.write(file, HEADER + "\n" + rows);
  }

  static List<TrainingHistory.Point> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      Require.that(!lines.isEmpty() && lines.get(0).equals(HEADER), "another header");
      return lines.stream().skip(1).map(HistoryCsv::point).toList();
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw new BadFileException(
          file, "the losses of a run, " + HEADER, reason, "Restore the file, or train again.", e);
    }
  }

  private static TrainingHistory.Point point(String line) {
    String[] cells = line.split(",", -1);
    Require.that(cells.length == 4, "the line \"%s\"", line);
    return new TrainingHistory.Point(
        Integer.parseInt(cells[0]),
        Double.parseDouble(cells[1]),
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]));
  }
}
