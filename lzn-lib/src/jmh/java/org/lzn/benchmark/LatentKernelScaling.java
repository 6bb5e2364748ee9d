package org.lzn.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * Time and peak memory of latent computation with its gradient against the number of anchors: every
 * n in a process of its own, 20 Euler steps, best of some repetitions. Processor time counts no
 * waiting for other programs; with the environment variable {@code OMP_NUM_THREADS} set to 1 it
 * counts no waiting of threads for each other either.
 *
 * <p>Writes {@code latent-kernel.csv}, {@code latent-kernel.md} and {@code latent-kernel.png} to
 * the folder given, or to {@code benchmarks}. Takes minutes and, for the direct form, 11 GiB of
 * memory.
 */
public final class LatentKernelScaling {
  private LatentKernelScaling() {}

  private record Row(
      String form, int n, int q, double wall, double processor, double mebibytes, double share) {
    String csv() {
      return String.format(
          Locale.ROOT,
          "%s,%d,%d,%d,%s,%.4f,%.4f,%.0f,%.3f",
          form,
          n,
          q,
          Problem.STEPS,
          threads(),
          wall,
          processor,
          mebibytes,
          share);
    }

    String markdown() {
      String ofMatmul = isDirect() ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %.2f s | %.0f MiB | %s |",
          form,
          n,
          q,
          processor,
          mebibytes,
          ofMatmul);
    }

    private static String threads() {
      int processors = Runtime.getRuntime().availableProcessors();
      return System.getenv().getOrDefault("OMP_NUM_THREADS", Integer.toString(processors));
    }

    boolean isDirect() {
      return form.equals("direct");
    }
  }

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder =
        Files.createDirectories(Path.of(arguments.length == 0 ? "benchmarks" : arguments[0]));
    List<Row> rows = new ArrayList<>();
    rows.add(measure("direct", 256, 200, 2));
    rows.add(measure("direct", 512, 200, 1));
    for (int n = 256; n <= 8192; n *= 2) {
      rows.add(measure("attention", n, 200, n <= 1024 ? 10 : n <= 2048 ? 3 : 1));
    }
    rows.add(measure("attention", 8192, 256, 1));
    String header =
        "form,n,q,steps,threads,wall_seconds,processor_seconds,peak_mebibytes,"
            + "share_of_double_matmul_rate";
    write(folder.resolve("latent-kernel.csv"), Stream.of(header), rows.stream().map(Row::csv));
    Stream<String> top =
        Stream.of(
            "| form | n | q | processor time | peak memory | of the double matmul rate |",
            "|---|---|---|---|---|---|");
    write(folder.resolve("latent-kernel.md"), top, rows.stream().map(Row::markdown));
    plot(folder.resolve("latent-kernel.png"), rows);
  }

  private static Row measure(String form, int n, int q, int repetitions)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Measurement.class.getName(),
                form,
                Integer.toString(n),
                Integer.toString(q),
                Integer.toString(repetitions))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(form + " at n = " + n + " failed: " + output);
    }
    String[] result =
        output
            .lines()
            .filter(l -> l.startsWith("result,"))
            .findFirst()
            .orElseThrow()
            .split(",", -1);
    Row row =
        new Row(
            form,
            n,
            q,
            Double.parseDouble(result[1]),
            Double.parseDouble(result[2]),
            Double.parseDouble(result[3]),
            Double.parseDouble(result[4]));
    System.out.println(row.csv());
    return row;
  }

  private static void write(Path file, Stream<String> top, Stream<String> rest) throws IOException {
    String text = Stream.concat(top, rest).collect(Collectors.joining("\n", "", "\n"));
    replace(file, partial -> Files.writeString(partial, text));
  }

  private static void plot(Path file, List<Row> rows) throws IOException {
    XYChart time = chart(rows, "processor seconds, forward + backward", Row::processor);
    XYChart memory = chart(rows, "peak memory, MiB", Row::mebibytes);
    replace(
        file,
        partial ->
            BitmapEncoder.saveBitmap(
                List.of(time, memory), 1, 2, partial.toString(), BitmapEncoder.BitmapFormat.PNG));
  }

  private static XYChart chart(List<Row> rows, String quantity, ToDoubleFunction<Row> value) {
    XYChart chart =
        new XYChartBuilder()
            .width(560)
            .height(420)
            .title(quantity)
            .xAxisTitle("anchors n, q = 200")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    // Doublings of n at equal distances.
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(x -> Integer.toString(1 << (int) Math.round(x)));
    for (String form : List.of("direct", "attention")) {
      List<Row> line = rows.stream().filter(r -> r.form().equals(form) && r.q() == 200).toList();
      double[] x = line.stream().mapToDouble(r -> Math.log(r.n()) / Math.log(2)).toArray();
      chart
          .addSeries(form + " form", x, line.stream().mapToDouble(value).toArray())
          .setLineStyle(new BasicStroke(2));
    }
    return chart;
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path file) throws IOException;
  }

  /** Whole or not at all. */
  private static void replace(Path file, Writer writer) {
    try {
      Path partial =
          Files.createTempFile(file.getParent(), "partial", file.getFileName().toString());
      writer.write(partial);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
