package org.lzn.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What sound torch files hold that is not read here, and what to save in its place. Such a file is
 * neither damaged nor hostile; it is not supported.
 */
final class TorchOrdinary {
  private static final Map<String, String> INSTEAD = instead();

  private TorchOrdinary() {}

  /** Returns a sentence that says what to do about a name; null for one that is not ordinary. */
  static String remedy(String name) {
    String instead = INSTEAD.get(name);
    return instead == null ? null : remedyFor(instead);
  }

  /** Returns a sentence that says what to save. */
  static String remedyFor(String instead) {
    return "It is ordinary, but not supported: save the file again with " + instead + ".";
  }

  private static Map<String, String> instead() {
    Map<String, String> all = new HashMap<>();
    all.put("torch.Size", "tuple(size) in place of the torch.Size");
    all.put("torch.device", "str(device) in place of the torch.device");
    all.put("torch.serialization._get_layout", "str(layout) in place of the torch.layout");
    for (String type : dtypes()) {
      all.put("torch." + type, "str(dtype) in place of the torch.dtype");
    }
    for (String module : List.of("numpy.core.multiarray", "numpy._core.multiarray")) {
      all.put(module + ".scalar", "number.item() in place of the NumPy scalar");
      all.put(module + "._reconstruct", "torch.from_numpy(array) in place of the NumPy array");
    }
    for (String name : List.of("numpy.ndarray", "numpy.dtype", "_codecs.encode")) {
      all.put(name, "tensors and plain numbers in place of NumPy's");
    }
    for (String name : List.of("defaultdict", "Counter", "deque")) {
      all.put("collections." + name, "a plain dict or list in place of the " + name);
    }
    for (String module : List.of("builtins", "__builtin__")) {
      for (String name : List.of("set", "frozenset", "complex", "slice", "range", "bytearray")) {
        all.put(module + "." + name, "a plain list or number in place of the " + name);
      }
    }
    all.put("argparse.Namespace", "vars(namespace) in place of the Namespace");
    all.put("pathlib.PosixPath", "str(path) in place of the Path");
    all.put("pathlib.WindowsPath", "str(path) in place of the Path");
    tensors(all);
    return Map.copyOf(all);
  }

  /** Tensors of other kinds than dense rows of numbers. */
  private static void tensors(Map<String, String> all) {
    for (String name :
        List.of(
            "_rebuild_sparse_tensor",
            "_rebuild_qtensor",
            "_rebuild_meta_tensor_no_storage",
            "_rebuild_nested_tensor",
            "_rebuild_device_tensor_from_numpy",
            "_rebuild_tensor_v3",
            "_rebuild_parameter_with_state")) {
      all.put("torch._utils." + name, "plain float32 tensors, tensor.to_dense().float()");
    }
    all.put("torch._tensor._rebuild_from_type_v2", "tensor.detach().as_subclass(torch.Tensor)");
    for (String name :
        List.of(
            "ComplexFloatStorage",
            "ComplexDoubleStorage",
            "QInt8Storage",
            "QUInt8Storage",
            "QInt32Storage",
            "UntypedStorage")) {
      all.put("torch." + name, "plain float32 tensors");
    }
    all.put("torch.storage.UntypedStorage", "plain float32 tensors");
  }

  private static List<String> dtypes() {
    return List.of(
        "float16",
        "bfloat16",
        "float32",
        "float64",
        "float8_e4m3fn",
        "float8_e5m2",
        "complex64",
        "complex128",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "int8",
        "int16",
        "int32",
        "int64",
        "bool",
        "quint8",
        "qint8",
        "qint32");
  }
}
