package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Devices;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** The keys of the latest batches, the newest first ([He20] §3.1). It begins with random ones. */
final class KeyQueue implements AutoCloseable {
  private final NDManager manager = Devices.newManager();
  private final NDArray keys;

  /** Makes a queue of K random keys (K, q) of length 1. */
  KeyQueue(int size, int dimension, long seed) {
    try (Scope scope = Scope.open()) {
      Shape shape = new Shape(size, dimension);
      keys = TwoViews.unit(SeededRandom.of(seed).normal(manager, "first keys", shape)).duplicate();
      keys.attach(manager);
      scope.keep(keys);
    }
  }

  /** Returns all keys, (K, q); always the same array. */
  NDArray keys() {
    return keys;
  }

  /** Puts a batch of keys (n, q), n ≤ K, in front; as many of the oldest leave. */
  void enter(NDArray batch) {
    long size = keys.getShape().get(0);
    long n = batch.getShape().get(0);
    Require.that(n <= size, "a queue of %d keys cannot take a batch of %d: enlarge it", size, n);
    try (Scope scope = Scope.open()) {
      NDArray stay = n == size ? null : keys.get("0:" + (size - n));
      NDArray now = stay == null ? batch : NDArrays.concat(new NDList(batch, stay));
      NativeCopy.of(now, keys);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
