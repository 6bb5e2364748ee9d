package org.lzn.file;

import java.util.LinkedHashMap;
import net.razorvine.pickle.IObjectConstructor;

/** The names a torch file may use, and what each makes. There are no others. */
final class TorchNames {
  /** The most dimensions a tensor may have. */
  private static final int MAX_RANK = 16;

  private final TorchFile file;

  TorchNames(TorchFile file) {
    this.file = file;
  }

  /** A name that stands for a type of numbers; it is mentioned, never called. */
  record StorageType(String name) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      throw new IllegalArgumentException(name + " is a type, not a function");
    }
  }

  /** Returns what a name stands for, or null if it is not one of the few. */
  IObjectConstructor get(String module, String name) {
    return switch (module + "." + name) {
      case "collections.OrderedDict" -> this::orderedDictionary;
      case "torch._utils._rebuild_tensor_v2" -> this::tensor;
      case "torch._utils._rebuild_parameter" -> this::parameter;
      default ->
          module.equals("torch") && TorchStorage.BYTES.containsKey(name)
              ? new StorageType(name)
              : null;
    };
  }

  private Object orderedDictionary(Object[] arguments) {
    if (arguments.length != 0) {
      throw file.bad("an OrderedDict made empty", arguments.length + " arguments");
    }
    return new LinkedHashMap<>();
  }

  /** (tensor, requires_grad, hooks). */
  private Object parameter(Object[] arguments) {
    if (arguments.length != 3 || !(arguments[0] instanceof TorchTensor)) {
      throw file.bad("a parameter made of a tensor", arguments.length + " arguments");
    }
    return arguments[0];
  }

  /** (storage, offset, shape, strides, requires_grad, hooks), and sometimes notes. */
  private Object tensor(Object[] arguments) {
    if (arguments.length < 6 || arguments.length > 7) {
      throw file.bad("a tensor made of 6 arguments", arguments.length + "");
    }
    TorchStorage storage = (TorchStorage) arguments[0];
    long offset = whole(arguments[1]);
    long[] shape = wholes(arguments[2]);
    long[] strides = wholes(arguments[3]);
    if (shape.length != strides.length || shape.length > MAX_RANK) {
      String actual = shape.length + " sizes and " + strides.length + " strides";
      throw file.bad("as many strides as sizes, at most " + MAX_RANK, actual);
    }
    requireWithin(storage, offset, shape, strides);
    return new TorchTensor(file, storage, offset, shape, strides);
  }

  private void requireWithin(TorchStorage storage, long offset, long[] shape, long[] strides) {
    long last = offset;
    long size = 1;
    boolean negative = offset < 0;
    try {
      for (int i = 0; i < shape.length; i++) {
        negative |= shape[i] < 0 || strides[i] < 0;
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
        size = Math.multiplyExact(size, shape[i]);
      }
    } catch (ArithmeticException e) {
      last = Long.MAX_VALUE;
    }
    if (negative) {
      throw file.bad("sizes, strides and an offset from 0 up", "a negative one in a tensor");
    }
    long needed = last == Long.MAX_VALUE ? last : size == 0 ? offset : last + 1;
    if (needed > storage.count()) {
      String expected = "a tensor within storage " + SafeText.line(storage.key());
      throw file.bad(expected, storage.count() + " numbers where it needs " + needed);
    }
  }

  private long[] wholes(Object tuple) {
    Object[] numbers = (Object[]) tuple;
    long[] wholes = new long[numbers.length];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = whole(numbers[i]);
    }
    return wholes;
  }

  /** Returns a whole number that fits 64 bits. */
  static long whole(Object number) {
    if (number instanceof Integer || number instanceof Long) {
      return ((Number) number).longValue();
    }
    throw new IllegalArgumentException("a whole number is " + SafeText.kind(number));
  }
}
