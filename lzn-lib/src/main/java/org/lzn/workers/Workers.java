package org.lzn.workers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.NativeCode;
import org.lzn.tensor.Scope;

/**
 * The workers of one training: processes that hold the same weights, each with its rows of every
 * batch. Of one worker, every method returns its argument.
 *
 * <p>All workers call the same methods in the same order. What decides how a training goes on must
 * come from here, or one worker waits for ever for another that has decided otherwise.
 */
public final class Workers implements AutoCloseable {
  private static final Workers ONE = new Workers(null);

  /** NDArray.copyTo would let the target borrow the source's memory, for as long as Java likes. */
  private static final NativeCode COPY =
      NativeCode.of(
          "to: List[Tensor], x: List[Tensor]",
          "NoneType",
          "torch._foreach_copy_(to, x)",
          "return None");

  private final Collective engine;

  private Workers(Collective engine) {
    this.engine = engine;
  }

  /** Returns the one worker of a training in one process. */
  public static Workers one() {
    return ONE;
  }

  /** Returns the workers that an engine connects. */
  public static Workers of(Collective engine) {
    return new Workers(engine);
  }

  /**
   * Returns how to meet the workers of whom a launcher has made this process one, if it has: by
   * torchrun's variables, as {@link Meeting#of} reads them, or else as Open MPI started it.
   *
   * @throws IllegalArgumentException that names what is missing or wrong among the variables
   */
  public static Optional<Supplier<Workers>> launched(Map<String, String> environment) {
    Optional<Meeting> meeting = Meeting.of(environment);
    if (meeting.isPresent()) {
      return Optional.of(meeting.get()::join);
    }
    return MpiCollective.hasStartedThis(environment)
        ? Optional.of(() -> of(MpiCollective.join()))
        : Optional.empty();
  }

  /** Returns the number of this worker, from 0. */
  public int rank() {
    return engine == null ? 0 : engine.rank();
  }

  /** Returns how many there are. */
  public int size() {
    return engine == null ? 1 : engine.size();
  }

  /** Returns whether this is the one who writes files and speaks. */
  public boolean isFirst() {
    return rank() == 0;
  }

  /** Returns whether there is no other. */
  public boolean isAlone() {
    return size() == 1;
  }

  /** Returns which rows of a batch are this worker's. */
  public Share share() {
    return new Share(rank(), size());
  }

  /**
   * Returns the sum of the workers' arrays of one shape.
   *
   * @param array float32 or float64; its values are spoilt
   */
  public NDArray sum(NDArray array) {
    if (isAlone()) {
      return array;
    }
    NDArray flat = array.flatten(); // contiguous, whatever the array is
    boolean single =
        switch (flat.getDataType()) {
          case FLOAT32 -> true;
          case FLOAT64 -> false;
          default ->
              throw new IllegalArgumentException(
                  "sums are of float32 or float64, got " + flat.getDataType());
        };
    NDArray sum = HostTransfers.changed(flat, single ? engine::sumFloats : engine::sumDoubles);
    return sum.reshape(array.getShape());
  }

  /** Returns the sum of the workers' numbers. */
  public double sum(double number) {
    if (isAlone()) {
      return number;
    }
    ByteBuffer bytes = room(Double.BYTES).putDouble(0, number);
    engine.sumDoubles(bytes);
    return bytes.getDouble(0);
  }

  /** Returns whether it is so for any of the workers. */
  public boolean any(boolean own) {
    return isAlone() ? own : sum(own ? 1 : 0) > 0;
  }

  /**
   * Returns the rows of all workers in the order of their ranks.
   *
   * @param own this worker's, (m, q), as many as every other's
   */
  public NDArray gather(NDArray own) {
    if (isAlone()) {
      return own;
    }
    // Each adds its rows to the others' zeros, which is exact.
    NDManager manager = own.getManager();
    long m = own.getShape().get(0);
    NDList parts = new NDList();
    for (int worker = 0; worker < size(); worker++) {
      parts.add(worker == rank() ? own : manager.zeros(own.getShape(), own.getDataType()));
    }
    NDArray all = sum(NDArrays.concat(parts));
    return all.reshape(new Shape(m * size()).addAll(own.getShape().slice(1)));
  }

  /** Returns this worker's rows of an array (n, q). */
  public NDArray own(NDArray all) {
    if (isAlone()) {
      return all;
    }
    int n = Math.toIntExact(all.getShape().get(0));
    int first = share().first(n);
    return all.get(first + ":" + (first + share().size(n)));
  }

  /** Replaces arrays, such as the gradients of all weights, by their sums, in one go. */
  public void sumInPlace(List<NDArray> arrays) {
    if (isAlone()) {
      return;
    }
    try (Scope scope = Scope.open()) {
      NDList flat = new NDList();
      arrays.forEach(array -> flat.add(array.flatten()));
      NDArray all = sum(NDArrays.concat(flat));
      NDList sums = new NDList();
      long from = 0;
      for (NDArray array : arrays) {
        long to = from + array.size();
        sums.add(all.get(from + ":" + to).reshape(array.getShape()));
        from = to;
      }
      COPY.run(arrays, sums);
    }
  }

  /** Copies the arrays of the first worker into those of the others. */
  public void copyFromFirst(Iterable<NDArray> arrays) {
    if (isAlone()) {
      return;
    }
    for (NDArray array : arrays) {
      try (Scope scope = Scope.open()) {
        NDArray copy = HostTransfers.changed(array.flatten(), bytes -> engine.copy(bytes, 0));
        COPY.run(List.of(array), List.of(copy.reshape(array.getShape())));
      }
    }
  }

  /** Returns the first worker's number. */
  public double fromFirst(double number) {
    return isAlone() ? number : sum(isFirst() ? number : 0);
  }

  /** Returns the first worker's text. */
  public String fromFirst(String text) {
    return isAlone() ? text : copied(text, 0);
  }

  /** Returns the texts of all workers in the order of their ranks. */
  public List<String> gather(String own) {
    if (isAlone()) {
      return List.of(own);
    }
    List<String> all = new ArrayList<>();
    for (int worker = 0; worker < size(); worker++) {
      all.add(copied(own, worker));
    }
    return all;
  }

  private String copied(String text, int from) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = room(Integer.BYTES).putInt(0, utf8.length);
    engine.copy(length, from);
    ByteBuffer bytes = room(length.getInt(0));
    if (rank() == from) {
      bytes.put(0, utf8);
    }
    engine.copy(bytes, from);
    byte[] copied = new byte[bytes.capacity()];
    bytes.get(0, copied);
    return new String(copied, StandardCharsets.UTF_8);
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Says that this worker has done all of its part; who leaves without has failed. */
  public void finish() {
    if (engine != null) {
      engine.finish();
    }
  }

  /** Leaves the others, at a training's end. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
