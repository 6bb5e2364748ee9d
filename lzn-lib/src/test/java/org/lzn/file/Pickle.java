package org.lzn.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes pickles as torch.save does, and any other that a test needs. */
public final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final IdentityHashMap<float[], String> keys = new IdentityHashMap<>();

  /** A tensor of a shape, the first numbers of its storage; tensors may share theirs. */
  public static final class Tensor {
    private final float[] numbers;
    private final long[] shape;

    /** Keeps the numbers and their shape, not copies. */
    public Tensor(float[] numbers, long... shape) {
      this.numbers = numbers;
      this.shape = shape;
    }

    /** Changes one number. */
    public void set(int index, float number) {
      numbers[index] = number;
    }
  }

  /** Returns a pickle that holds a value. */
  public static Pickle of(Object value) {
    return new Pickle().op(0x80, 2).value(value);
  }

  /** Adds bytes. */
  public Pickle op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** Adds bytes many times. */
  public Pickle then(int times, int... bytes) {
    for (int i = 0; i < times; i++) {
      op(bytes);
    }
    return this;
  }

  /** Adds text as it is. */
  public Pickle ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Adds numbers of 4 bytes, lowest first. */
  public Pickle int32(long number) {
    return op((int) number, (int) (number >> 8), (int) (number >> 16), (int) (number >> 24));
  }

  /** Adds a number of 8 bytes, lowest first. */
  public Pickle int64(long number) {
    return int32(number).int32(number >> 32);
  }

  /** Adds a name. */
  public Pickle global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  /** Adds a dictionary, list, number, text, tensor, true, false or None. */
  public Pickle value(Object value) {
    if (value instanceof Map<?, ?> map) {
      op('}', '(');
      map.forEach((key, item) -> value(key).value(item));
      return op('u');
    } else if (value instanceof List<?> list) {
      op(']', '(');
      list.forEach(this::value);
      return op('e');
    } else if (value instanceof Tensor tensor) {
      return tensor(tensor);
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      op('X').int32(bytes.length).out.writeBytes(bytes);
      return this;
    } else if (value instanceof Number number) {
      return op(0x8a, 8).int64(number.longValue());
    }
    return op(value == null ? 'N' : value.equals(true) ? 0x88 : 0x89);
  }

  private Pickle tensor(Tensor tensor) {
    String known = keys.get(tensor.numbers);
    String key = known == null ? "" + storages.size() : known;
    keys.put(tensor.numbers, key);
    if (known == null) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.numbers.length);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.numbers);
      storages.put("data/" + key, bytes.array());
    }
    long[] strides = new long[tensor.shape.length];
    long stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= tensor.shape[i];
    }
    return tensor("FloatStorage", key, tensor.numbers.length, 0, tensor.shape, strides);
  }

  /** Adds a tensor whose storage the caller provides, or does not. */
  public Pickle tensor(
      String type, String key, long count, long offset, long[] shape, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(', '(').value("storage");
    global("torch", type).value(key).value("cuda:0").value(count).op('t', 'Q');
    value(offset).tuple(shape).tuple(strides).value(false);
    return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  /** Adds a tuple of whole numbers. */
  public Pickle tuple(long... numbers) {
    op('(');
    for (long number : numbers) {
      value(number);
    }
    return op('t');
  }

  /** Returns the pickle, ended. */
  public byte[] bytes() {
    op('.');
    return out.toByteArray();
  }

  /** Returns a torch file of this pickle and its storages. */
  public TorchZip zip() {
    TorchZip zip = new TorchZip().with("data.pkl", bytes()).with("version", "3\n");
    storages.forEach(zip::with);
    return zip;
  }
}
