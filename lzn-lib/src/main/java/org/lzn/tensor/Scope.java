package org.lzn.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit of work: every array made inside is freed at its end, and no gradient is recorded.
 *
 * <p>Two facts of the engine make it necessary. Results attach to the manager of their left
 * operand, so that closing a sub-manager frees little; and the switch that records gradients
 * belongs to the thread and is on in every new one, so that a notebook's thread would record graphs
 * while sampling and refuse in-place updates of weights. A gradient collector opened inside records
 * as usual.
 */
public final class Scope implements AutoCloseable {
  static {
    // Loads the native library, which the engine's switch needs.
    Engine.getInstance();
  }

  private final NDScope arrays = new NDScope();
  private final List<NDArray> kept = new ArrayList<>();
  private final boolean wasRecording = JniUtils.isGradMode();

  private Scope(boolean recording) {
    JniUtils.setGradMode(recording);
  }

  /** Opens a scope on the current thread; scopes nest. */
  public static Scope open() {
    return new Scope(false);
  }

  /** Opens a scope inside a gradient collector, that records as the collector does. */
  public static Scope openRecording() {
    return new Scope(true);
  }

  /** Hands an array made in this scope to the surrounding one, or to its manager where none is. */
  public <A extends NDArray> A keep(A array) {
    NDScope.unregister(array);
    kept.add(array);
    return array;
  }

  /** Frees all arrays of this scope but those kept. */
  @Override
  public void close() {
    arrays.close();
    kept.forEach(NDScope::register);
    JniUtils.setGradMode(wasRecording);
  }
}
