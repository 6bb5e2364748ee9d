package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.tensor.Require;

/**
 * Images side by side: a grid of one batch, or rows to compare.
 *
 * <pre>
 * ImageGrid.of(images).columns(8)
 * ImageGrid.rows().add("original", x).add("RF", y).add("RF+LZN", z)
 * </pre>
 *
 * <p>Arrays are (n, C, H, W), C = 1 or 3, with values in [-1, 1]. Small images are enlarged by
 * whole factors with sharp pixels, large ones shrunk by averaging. Grey images make a grey PNG.
 * Every method changes this grid and returns it; the pixels are copied.
 */
public final class ImageGrid extends Plot {
  /** A row label, possibly empty, and its images. */
  private record Row(String label, List<BufferedImage> images) {}

  private final List<Row> rows = new ArrayList<>();
  private List<String> captions = List.of();
  private String title = "";
  private int columns;
  private int cell;

  private ImageGrid() {}

  /** Returns a grid of one batch, as square as it can be. */
  public static ImageGrid of(NDArray images) {
    ImageGrid grid = new ImageGrid();
    grid.rows.add(new Row("", Pixels.of(images)));
    return grid.columns((int) Math.ceil(Math.sqrt((double) images.getShape().get(0))));
  }

  /** Returns an empty comparison, a labelled row for each batch added. */
  public static ImageGrid rows() {
    return new ImageGrid();
  }

  /** Adds a row below, under which the same column shows the same thing as above. */
  public ImageGrid add(String label, NDArray images) {
    Require.that(columns == 0, "rows are added to ImageGrid.rows(), not to a grid of one batch");
    List<BufferedImage> pictures = Pixels.of(images);
    Require.that(
        rows.isEmpty() || alike(first(), pictures.get(0)),
        "all rows must hold images of one size and number of channels, got %s after %s",
        images.getShape(),
        this);
    rows.add(new Row(label, pictures));
    return this;
  }

  /** Sets how many images stand in a line of a grid of one batch. */
  public ImageGrid columns(int number) {
    Require.that(number > 0, "columns must be 1 or more, got %s", number);
    Require.that(
        rows.size() == 1 && rows.get(0).label().isEmpty(),
        "the columns of ImageGrid.rows() are the images of a row");
    columns = number;
    return this;
  }

  /** Sets a caption under each image; of rows, under the last. */
  public ImageGrid captions(String... texts) {
    captions = List.of(texts);
    return this;
  }

  /** Sets a caption under each image; of rows, under the last. */
  public ImageGrid captions(Iterable<?> texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(text -> list.add(String.valueOf(text)));
    captions = List.copyOf(list);
    return this;
  }

  /** Sets the heading. */
  public ImageGrid title(String text) {
    title = text;
    return this;
  }

  /** Draws each image about this many pixels wide: the nearest whole factor. */
  public ImageGrid cell(int pixels) {
    Require.that(pixels > 0 && pixels <= 1024, "a cell must be 1 to 1024 wide, got %s", pixels);
    cell = pixels;
    return this;
  }

  @Override
  public byte[] toPng() {
    return Png.encode(draw());
  }

  /** Only the picture: as JSON it would be the same picture again. */
  @Override
  public Map<String, Object> forms() {
    return Map.of(PNG, Base64.getEncoder().encodeToString(toPng()));
  }

  /** As part of a film the grid is a picture behind hidden axes. */
  @Override
  Panel panel() {
    BufferedImage image = draw();
    int width = image.getWidth();
    int height = image.getHeight();
    Panel.Layout layout =
        new Panel.Layout(Math.max(width + 90, 300), Math.max(height + 110, 200), true, false);
    return new Panel(
        "", Axis.hidden(0, width), Axis.hidden(0, height), List.of(), Optional.of(image), layout);
  }

  private BufferedImage draw() {
    Require.that(!rows.isEmpty(), "the grid has no rows yet: add(label, images)");
    List<GridDrawing.Line> lines = columns == 0 ? labelledLines() : wrappedLines();
    return new GridDrawing(title, lines, cell).draw();
  }

  private List<GridDrawing.Line> labelledLines() {
    List<GridDrawing.Line> lines = new ArrayList<>();
    for (Row row : rows) {
      boolean last = lines.size() == rows.size() - 1;
      lines.add(new GridDrawing.Line(row.label(), row.images(), last ? captions : List.of()));
    }
    return lines;
  }

  private List<GridDrawing.Line> wrappedLines() {
    List<BufferedImage> images = rows.get(0).images();
    List<GridDrawing.Line> lines = new ArrayList<>();
    for (int from = 0; from < images.size(); from += columns) {
      int to = Math.min(images.size(), from + columns);
      List<String> below =
          captions.subList(Math.min(from, captions.size()), Math.min(to, captions.size()));
      lines.add(new GridDrawing.Line("", images.subList(from, to), below));
    }
    return lines;
  }

  @Override
  public String toString() {
    int n = rows.stream().mapToInt(row -> row.images().size()).sum();
    String size =
        rows.isEmpty() ? "" : " of " + first().getWidth() + " x " + first().getHeight() + " pixels";
    return "ImageGrid"
        + (title.isEmpty() ? "" : " \"" + title + "\"")
        + ": "
        + n
        + " images"
        + size;
  }

  private static boolean alike(BufferedImage a, BufferedImage b) {
    return a.getWidth() == b.getWidth()
        && a.getHeight() == b.getHeight()
        && a.getType() == b.getType();
  }

  private BufferedImage first() {
    return rows.get(0).images().get(0);
  }
}
