package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * A batch while its images arrive, from one thread or many, in any order.
 *
 * <p>Each image is a function of the seed, the step, its place and the view alone, so that the
 * batch does not depend on who puts it together.
 */
final class BatchAssembly {
  private final Batches batches;
  private final SeededRandom draws;
  private final int[] indices;
  private final int[] places;
  private final Part[] parts;

  BatchAssembly(Batches batches, long step) {
    this.batches = batches;
    this.draws = batches.draws().at(step);
    this.indices = batches.indices(step);
    this.places = batches.places();
    this.parts = new Part[batches.views().size()];
    for (int v = 0; v < parts.length; v++) {
      parts[v] = new Part(places.length);
    }
  }

  long step() {
    return draws.step();
  }

  /** Returns how many images it needs. */
  int size() {
    return places.length;
  }

  /** Makes all views of the image that comes i-th of those that are loaded. */
  void fill(int i) {
    int place = places[i];
    for (int v = 0; v < parts.length; v++) {
      View view = batches.views().get(v);
      String purpose = "view " + v + " of place " + place;
      Picture picture = view.of(batches.data(), indices[place], draws.generator(purpose));
      parts[v].put(i, picture);
    }
  }

  /** Returns the batch, once every image is there. */
  LoadedBatch whole() {
    List<ImageValues> views = new ArrayList<>();
    for (Part part : parts) {
      views.add(part.whole());
    }
    return new LoadedBatch(step(), indices, batches.data().labels(indices), List.copyOf(views));
  }

  /** The images of one view; the first to arrive says of which shape all are. */
  private static final class Part {
    private final int size;
    private Shape shape;
    private float[] values;

    Part(int size) {
      this.size = size;
    }

    void put(int row, Picture picture) {
      float[] target = room(picture.shape());
      int length = picture.values().length;
      System.arraycopy(picture.values(), 0, target, row * length, length);
    }

    private synchronized float[] room(Shape wanted) {
      if (values == null) {
        shape = wanted;
        values = new float[Math.toIntExact(size * wanted.size())];
      }
      Require.that(
          shape.equals(wanted),
          "the images of a batch must be of one shape, got %s and %s: end the view with a crop",
          shape,
          wanted);
      return values;
    }

    synchronized ImageValues whole() {
      return new ImageValues(values, new Shape(size).addAll(shape));
    }
  }
}
