package org.lzn.metric;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.tensor.Devices;

/** A network in a TorchScript file, which carries its own program. */
final class TorchScript implements AutoCloseable {
  private final NDManager manager = Devices.newManager();
  private final PtSymbolBlock block;

  private TorchScript(Path file, byte[] archive) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(archive);
    try {
      block = JniUtils.loadModule((PtNDManager) manager, in, false, false);
      JniUtils.enableInferenceMode(block);
    } catch (EngineException e) {
      manager.close();
      String found = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      String remedy = "Save the network with torch.jit.save.";
      throw new BadFileException(file, "a TorchScript network", found, remedy, e);
    }
  }

  /** Loads a file, changed in memory if need be. */
  static TorchScript load(Path file, String remedy, Change change) {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(file, "a TorchScript network", "no such file", remedy);
    }
    try {
      return new TorchScript(file, change.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new BadFileException(file, "a readable file", e.toString(), remedy, e);
    }
  }

  /** A change of the archive. */
  @FunctionalInterface
  interface Change {
    byte[] of(byte[] archive) throws IOException;
  }

  /** Calls a method with an array and switches; returns its result, in the array's manager. */
  NDArray call(String method, NDArray input, boolean... switches) {
    // The optimiser would watch the first calls and rewrite the program for their shapes.
    JniUtils.setGraphExecutorOptimize(false);
    IValue[] arguments =
        Stream.concat(
                Stream.of(IValue.from((PtNDArray) input)),
                IntStream.range(0, switches.length).mapToObj(i -> IValue.from(switches[i])))
            .toArray(IValue[]::new);
    try (IValue result = IValueUtils.runMethod(block, method, arguments)) {
      return result.toNDList((PtNDManager) input.getManager()).head();
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  @Override
  public void close() {
    block.close();
    manager.close();
  }
}
