package org.lzn.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A few lines of TorchScript, the engine's own language, compiled once and called in one step.
 *
 * <p>The engine has functions which DJL does not offer: fused layers, and updates of many arrays at
 * once, each of which reads and writes its memory one time only.
 */
public final class NativeCode {
  private final PtSymbolBlock block;

  private NativeCode(PtSymbolBlock block) {
    this.block = block;
  }

  /**
   * Compiles code.
   *
   * @param parameters as in {@code x0: Tensor, rate: float}
   * @param result its type, {@code Tensor} or {@code NoneType}
   * @param lines of its body, the last of which returns
   */
  public static NativeCode of(String parameters, String result, String... lines) {
    StringBuilder source = new StringBuilder("class F(Module):\n");
    source.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    source.append("  def forward(self: __torch__.F, ").append(parameters);
    source.append(") -> ").append(result).append(":\n");
    Arrays.stream(lines).forEach(line -> source.append("    ").append(line).append('\n'));
    NDManager manager = Devices.newManager();
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(archive(source.toString()));
      return new NativeCode(JniUtils.loadModule((PtNDManager) manager, in, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the value for arrays, which lose their names; gradients flow through it. */
  public NDArray apply(NDArray... arguments) {
    for (NDArray argument : arguments) {
      argument.setName(null); // a name would be read as an instruction how to pass the argument
    }
    // The optimiser would watch the first calls and rewrite the code; it is one call already.
    JniUtils.setGraphExecutorOptimize(false);
    return IValueUtils.forward(block, new NDList(arguments), true).head();
  }

  /**
   * Runs code that returns nothing and changes its arguments; no gradient is recorded.
   *
   * @param arguments each a number or a list of arrays
   */
  public void run(Object... arguments) {
    call(arguments).close();
  }

  /**
   * Returns the value for arguments as in {@link #run}; no gradient is recorded.
   *
   * @param manager of the value
   */
  public NDArray value(NDManager manager, Object... arguments) {
    try (IValue value = call(arguments)) {
      return value.toTensor((PtNDManager) manager);
    }
  }

  private IValue call(Object... arguments) {
    IValue[] values = Arrays.stream(arguments).map(NativeCode::value).toArray(IValue[]::new);
    try {
      JniUtils.setGraphExecutorOptimize(false);
      return IValueUtils.forward(block, values);
    } finally {
      Arrays.stream(values).forEach(IValue::close);
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof Number number) {
      return IValue.from(number.doubleValue());
    }
    return IValue.listFrom(((List<?>) argument).stream().toArray(PtNDArray[]::new));
  }

  /** The file format of TorchScript: a zip of the source and of an object without fields. */
  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      // Python's pickle: protocol 2, class F of module __torch__, no arguments, training = true
      put(zip, "data.pkl", "\u0080\u0002c__torch__\nF\n)\u0081}X\b\0\0\0training\u0088sb.");
      put(zip, "code/__torch__.py", source);
      put(zip, "constants.pkl", "\u0080\u0002)."); // protocol 2, the empty tuple
      put(zip, "version", "3\n");
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry("function/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
