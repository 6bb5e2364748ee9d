package org.lzn.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.lzn.file.WholeFile;

/**
 * Processor time and peak memory of a training step as work grows: with the batch, the anchors that
 * share the space, the pixels that the networks see, the parameters, and the images in the data
 * set. Each size is trained by {@link TrainingSteps} in a process of its own; the slope is that of
 * the logarithms between the last two sizes: 1 is proportional.
 *
 * <p>Writes {@code step-scaling.md} and {@code step-scaling.png} to the folder given, or to {@code
 * benchmarks}. Takes minutes; set {@code OMP_NUM_THREADS=1}, so that processor time counts no
 * waiting.
 */
public final class StepScaling {
  private static final Pattern LINE =
      Pattern.compile("parameters (\\d+), .* processor ms (\\S+), peak MiB (\\d+)");

  private static final String PARAMETERS = "of a decoder of 16 to 128 channels";

  private StepScaling() {}

  /**
   * What grows, all else being equal.
   *
   * @param name what it is
   * @param unit of a size, in words; the parameters themselves where these grow
   * @param sizes smallest first
   * @param work the arguments of {@link TrainingSteps} at one size
   */
  private record Ladder(String name, String unit, List<Integer> sizes, Work work) {}

  @FunctionalInterface
  private interface Work {
    List<String> at(int size);
  }

  private record Row(long size, long parameters, double milliseconds, double mebibytes) {
    Row byParameters() {
      return new Row(parameters, parameters, milliseconds, mebibytes);
    }
  }

  private static List<Ladder> ladders() {
    return List.of(
        new Ladder(
            "batch", "images", List.of(32, 64, 128, 256, 512), n -> steps("rf-lzn", n, 60_000)),
        new Ladder(
            "anchors",
            "anchors for 128 images",
            List.of(128, 512, 2048, 8192, 32_768),
            n -> steps("rf-lzn", 128, 60_000, "training.anchors=" + n)),
        new Ladder(
            "image size",
            "places that the networks see",
            List.of(16, 196, 784),
            n -> steps("rf", 64, 60_000, "model.patches.size=" + Math.round(28 / Math.sqrt(n)))),
        new Ladder(
            "parameters",
            PARAMETERS,
            List.of(16, 32, 64, 128),
            n -> steps("rf", 64, 60_000, "model.decoder.levels.channels=" + n)),
        new Ladder(
            "data set",
            "images in it",
            List.of(10_000, 100_000, 1_000_000),
            n -> steps("rf", 64, n)));
  }

  private static List<String> steps(String recipe, int batch, int images, String... changes) {
    List<String> words = new ArrayList<>(List.of("-Dimages=" + images));
    words.add(TrainingSteps.class.getName());
    words.addAll(List.of(recipe, batch + "", "2", "4", "-", "classroom", "fashion-mnist"));
    words.addAll(List.of(changes));
    return words;
  }

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder =
        Files.createDirectories(Path.of(arguments.length == 0 ? "benchmarks" : arguments[0]));
    List<String> lines = new ArrayList<>();
    lines.add(
        "| what grows | size | parameters | processor ms a step | slope | peak MiB | slope |");
    lines.add("|---|---|---|---|---|---|---|");
    List<XYChart> charts = new ArrayList<>();
    for (Ladder ladder : ladders()) {
      List<Row> rows = new ArrayList<>();
      for (int size : ladder.sizes()) {
        Row row = measure(size, ladder.work().at(size));
        rows.add(ladder.unit().equals(PARAMETERS) ? row.byParameters() : row);
        lines.add(line(ladder, rows));
        System.out.println(lines.get(lines.size() - 1));
      }
      charts.add(chart(ladder, rows));
    }
    WholeFile.write(folder.resolve("step-scaling.md"), String.join("\n", lines) + "\n");
    Path picture = folder.resolve("step-scaling.png");
    WholeFile.write(
        picture,
        out ->
            BitmapEncoder.saveBitmap(
                charts, 1, charts.size(), out, BitmapEncoder.BitmapFormat.PNG));
  }

  private static Row measure(int size, List<String> work) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Xmx2g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(work);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher found = LINE.matcher(output);
    if (process.waitFor() != 0 || !found.find()) {
      throw new IllegalStateException(String.join(" ", work) + " failed: " + output);
    }
    return new Row(
        size,
        Long.parseLong(found.group(1)),
        Double.parseDouble(found.group(2)),
        Double.parseDouble(found.group(3)));
  }

  private static String line(Ladder ladder, List<Row> rows) {
    Row last = rows.get(rows.size() - 1);
    String time = "";
    String memory = "";
    if (rows.size() > 1) {
      Row before = rows.get(rows.size() - 2);
      double growth = Math.log((double) last.size / before.size);
      time = number(Math.log(last.milliseconds / before.milliseconds) / growth);
      memory = number(Math.log(last.mebibytes / before.mebibytes) / growth);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %,d %s | %,d | %.0f | %s | %.0f | %s |",
        ladder.name(),
        last.size,
        ladder.unit(),
        last.parameters,
        last.milliseconds,
        time,
        last.mebibytes,
        memory);
  }

  private static String number(double slope) {
    return String.format(Locale.ROOT, "%.2f", slope);
  }

  private static XYChart chart(Ladder ladder, List<Row> rows) {
    XYChart chart =
        new XYChartBuilder()
            .width(300)
            .height(320)
            .title(ladder.name())
            .xAxisTitle(ladder.unit())
            .yAxisTitle("of the smallest")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    double[] x = rows.stream().mapToDouble(Row::size).toArray();
    Row first = rows.get(0);
    add(chart, "time", x, rows.stream().mapToDouble(r -> r.milliseconds / first.milliseconds));
    add(chart, "memory", x, rows.stream().mapToDouble(r -> r.mebibytes / first.mebibytes));
    add(chart, "proportional", x, rows.stream().mapToDouble(r -> (double) r.size / first.size));
    return chart;
  }

  private static void add(XYChart chart, String name, double[] x, DoubleStream y) {
    chart.addSeries(name, x, y.toArray()).setLineStyle(new BasicStroke(2));
  }
}
