package org.lzn.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a torch file's pickle with only the operations and names that {@code torch.save} writes.
 *
 * <p>The library's unpickler does the rest; whatever could name a function, take memory on a mere
 * claim or lose the order of a dictionary is done here.
 */
final class TorchUnpickler extends Unpickler {
  static final int MAX_DEPTH = 32;

  /** A released checkpoint needs about 200,000. */
  private static final int MAX_OPERATIONS = 1_000_000;

  private static final String HOSTILE =
      "Do not open it with PyTorch: it may be hostile. Take the file from its authors.";

  /** Operations left to the library: none of them names anything or takes a length on trust. */
  private static final Set<Short> PLAIN =
      Set.of(
          Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.EMPTY_LIST,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.REDUCE,
          Opcodes.BINPERSID);

  /** Operations of sound files for values that are not read here. */
  private static final Map<Short, String> ORDINARY =
      Map.of(
          Opcodes.SHORT_BINBYTES, "bytes (operation SHORT_BINBYTES)",
          Opcodes.BINBYTES, "bytes (operation BINBYTES)",
          Opcodes.BINBYTES8, "bytes (operation BINBYTES8)",
          Opcodes.BYTEARRAY8, "a bytearray (operation BYTEARRAY8)",
          Opcodes.EMPTY_SET, "a set (operation EMPTY_SET)",
          Opcodes.FROZENSET, "a frozenset (operation FROZENSET)",
          Opcodes.BINUNICODE8, "a text of 4 GB or more (operation BINUNICODE8)",
          Opcodes.LONG4, "a number of 256 bytes or more (operation LONG4)");

  /** Operations that torch.save never writes, by the names a reader may know. */
  private static final Map<Short, String> REFUSED =
      Map.of(
          Opcodes.BINSTRING, "BINSTRING",
          Opcodes.OBJ, "OBJ",
          Opcodes.NEWOBJ, "NEWOBJ",
          Opcodes.DUP, "DUP");

  private final TorchFile file;
  private final TorchNames names;
  private int operations;

  TorchUnpickler(TorchFile file) {
    this.file = file;
    this.names = new TorchNames(file);
  }

  /** Returns what the pickle holds, at most {@value #MAX_DEPTH} levels deep, without cycles. */
  Object read(byte[] pickle) {
    Object value;
    try {
      value = load(new ByteArrayInputStream(pickle));
    } catch (BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library meets a senseless order of operations with many kinds of exceptions.
      throw new BadFileException(
          file.path(),
          "a whole pickle in data.pkl",
          "nonsense at operation " + operations + " (" + SafeText.line(e.toString()) + ")",
          TorchArchive.REMEDY,
          e);
    }
    depth(value, new IdentityHashMap<>(), 0);
    return value;
  }

  @Override
  protected Object dispatch(short key) throws PickleException, IOException {
    operations++;
    if (operations > MAX_OPERATIONS) {
      throw file.bad("at most " + MAX_OPERATIONS + " operations in data.pkl", "more");
    }
    if (PLAIN.contains(key)) {
      return super.dispatch(key);
    }
    switch (key) {
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
      case Opcodes.SETITEM -> setItem();
      case Opcodes.SETITEMS -> setItems();
      case Opcodes.BINUNICODE -> text();
      case Opcodes.GLOBAL, Opcodes.INST ->
          global(PickleUtils.readline(input), PickleUtils.readline(input));
      case Opcodes.STACK_GLOBAL -> stackGlobal();
      case Opcodes.BUILD -> build();
      default -> throw refused(key);
    }
    return NO_RETURN_VALUE;
  }

  private BadFileException refused(short key) {
    String ordinary = ORDINARY.get(key);
    if (ordinary != null) {
      String remedy = TorchOrdinary.remedyFor("something plain in its place");
      return file.bad("dictionaries, lists, numbers, texts and tensors", ordinary, remedy);
    }
    String name = REFUSED.getOrDefault(key, String.format("0x%02x", key));
    return file.bad(
        "only operations that torch.save writes", "operation " + name + " in data.pkl", HOSTILE);
  }

  private void text() throws IOException {
    long declared = PickleUtils.bytes_to_uint(PickleUtils.readbytes(input, 4), 0);
    if (declared > input.available()) {
      String expected = "a text within the " + input.available() + " bytes that remain";
      throw file.bad(expected, "one of " + declared + " bytes");
    }
    byte[] bytes = PickleUtils.readbytes(input, (int) declared);
    stack.add(new String(bytes, StandardCharsets.UTF_8));
  }

  private void stackGlobal() {
    Object name = stack.pop();
    Object module = stack.pop();
    global((String) module, (String) name);
  }

  private void global(String module, String name) {
    IObjectConstructor known = names.get(module, name);
    if (known == null) {
      String full = module + "." + name;
      String ordinary = TorchOrdinary.remedy(full);
      throw file.bad(
          "only names of tensors and collections",
          SafeText.line(full) + (ordinary == null ? " (not called)" : ""),
          ordinary == null ? HOSTILE : ordinary);
    }
    stack.add(known);
  }

  /** An ordered dictionary of a module's tensors carries notes, which nothing here needs. */
  private void build() {
    stack.pop();
    if (!(stack.peek() instanceof Map)) {
      throw file.bad("a state for a dictionary", "one for " + SafeText.kind(stack.peek()), HOSTILE);
    }
  }

  private void setItem() {
    Object value = stack.pop();
    Object key = stack.pop();
    dictionary().put(checked(key), value);
  }

  private void setItems() {
    List<Object> items = stack.pop_all_since_marker();
    Map<Object, Object> dictionary = dictionary();
    for (int i = 0; i < items.size(); i += 2) {
      dictionary.put(checked(items.get(i)), items.get(i + 1));
    }
  }

  @SuppressWarnings("unchecked")
  private Map<Object, Object> dictionary() {
    return (Map<Object, Object>) stack.peek();
  }

  /** Keys are texts and numbers: the hash of a list that holds itself has no end. */
  private Object checked(Object key) {
    if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
      throw file.bad("texts or numbers as keys", SafeText.kind(key));
    }
    return key;
  }

  /** A tensor's numbers: ("storage", type, key, device, count). */
  @Override
  protected Object persistentLoad(Object id) {
    Object[] parts = (Object[]) id;
    if (parts.length != 5
        || !"storage".equals(parts[0])
        || !(parts[1] instanceof TorchNames.StorageType type)) {
      throw file.bad("a storage of numbers", "another reference to the outside");
    }
    return file.storage(type.name(), (String) parts[2], TorchNames.whole(parts[4]));
  }

  /** Returns the levels below a value; each container is looked into once. */
  private int depth(Object value, Map<Object, Integer> known, int level) {
    Iterable<?> parts = parts(value);
    if (parts == null) {
      return 0;
    }
    Integer before = known.get(value);
    int depth = before == null ? 0 : before;
    if (before == null) {
      requireShallow(level);
      for (Object part : parts) {
        depth = Math.max(depth, 1 + depth(part, known, level + 1));
      }
      known.put(value, depth);
    }
    requireShallow(level + depth);
    return depth;
  }

  private void requireShallow(int level) {
    if (level > MAX_DEPTH) {
      throw file.bad(
          "at most " + MAX_DEPTH + " levels in data.pkl",
          "more, or one that holds itself",
          HOSTILE);
    }
  }

  private static Iterable<?> parts(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values();
    }
    if (value instanceof Object[] tuple) {
      return Arrays.asList(tuple);
    }
    return value instanceof List<?> list ? list : null;
  }
}
