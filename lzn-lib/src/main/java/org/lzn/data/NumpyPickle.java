package org.lzn.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a Python pickle of plain values and NumPy arrays of bytes, and refuses every other class: a
 * pickle may name any, and this one comes from the network.
 *
 * <p>Only the operations of CIFAR-10's files are known, so many of them as take little memory, and
 * no text is believed to be longer than what is left of the file.
 */
final class NumpyPickle extends Unpickler {
  private static final Map<String, IObjectConstructor> ALLOWED =
      Map.of(
          "numpy.core.multiarray _reconstruct", arguments -> new Bytes(),
          "numpy ndarray", arguments -> new Bytes(),
          "numpy dtype", arguments -> new Type((String) arguments[0]));

  /** A batch of CIFAR-10 needs about 70,000. */
  private static final int MOST_OPERATIONS = 1_000_000;

  private static final Set<Short> PLAIN =
      Set.of(
          Opcodes.PROTO,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.SHORT_BINSTRING,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.REDUCE);

  private int operations;

  /** An array of unsigned bytes, filled in once its state is read. */
  static final class Bytes {
    private byte[] values;

    byte[] values() {
      return values;
    }
  }

  private record Type(String name) {}

  @Override
  protected Object dispatch(short code) throws IOException {
    operations++;
    if (operations > MOST_OPERATIONS) {
      throw new PickleException("more than " + MOST_OPERATIONS + " operations");
    }
    if (PLAIN.contains(code)) {
      return super.dispatch(code);
    }
    switch (code) {
      case Opcodes.BINSTRING -> text();
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        setItems(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> setItems(stack.pop_all_since_marker());
      case Opcodes.GLOBAL ->
          global(PickleUtils.readline(input) + " " + PickleUtils.readline(input));
      case Opcodes.BUILD -> build((Object[]) stack.pop());
      default -> throw new PickleException(String.format("an operation 0x%02x", code));
    }
    return NO_RETURN_VALUE;
  }

  private void text() throws IOException {
    long declared = PickleUtils.bytes_to_uint(PickleUtils.readbytes(input, Integer.BYTES), 0);
    if (declared > input.available()) {
      throw new PickleException(
          "a text of " + declared + " bytes where " + input.available() + " remain");
    }
    byte[] bytes = PickleUtils.readbytes(input, (int) declared);
    stack.add(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private void global(String name) {
    if (!ALLOWED.containsKey(name)) {
      throw new PickleException("the class " + name);
    }
    stack.add(ALLOWED.get(name));
  }

  /** Sets keys and values, one after the other; keys are texts, whose hash has an end. */
  @SuppressWarnings("unchecked")
  private void setItems(List<Object> items) {
    Map<Object, Object> dictionary = (Map<Object, Object>) stack.peek();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      if (!(items.get(i) instanceof String)) {
        throw new PickleException("a key that is no text");
      }
      dictionary.put(items.get(i), items.get(i + 1));
    }
  }

  /** An array's state: version, shape, type, whether column-major, bytes as a string. */
  private void build(Object[] state) {
    if (stack.peek() instanceof Bytes array) {
      String type = state[2] instanceof Type known ? known.name() : "unknown";
      if (!type.equals("u1")) {
        throw new PickleException("an array of type " + type + " instead of u1");
      }
      array.values = ((String) state[4]).getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
