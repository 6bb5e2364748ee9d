package org.lzn.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads a Python pickle of plain values and NumPy arrays of bytes, and refuses every other class: a
 * pickle may name any, and this one comes from the network.
 */
final class NumpyPickle extends Unpickler {
  private static final Map<String, IObjectConstructor> ALLOWED =
      Map.of(
          "numpy.core.multiarray _reconstruct", arguments -> new Bytes(),
          "numpy ndarray", arguments -> new Bytes(),
          "numpy dtype", arguments -> new Type((String) arguments[0]));

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
    switch (code) {
      case Opcodes.GLOBAL -> {
        String name = PickleUtils.readline(input) + " " + PickleUtils.readline(input);
        if (!ALLOWED.containsKey(name)) {
          throw new PickleException("the class " + name);
        }
        stack.add(ALLOWED.get(name));
        return NO_RETURN_VALUE;
      }
      case Opcodes.BUILD -> {
        build((Object[]) stack.pop());
        return NO_RETURN_VALUE;
      }
      case Opcodes.INST,
          Opcodes.OBJ,
          Opcodes.STACK_GLOBAL,
          Opcodes.EXT1,
          Opcodes.EXT2,
          Opcodes.EXT4 ->
          throw new PickleException("an object made in another way");
      default -> {
        return super.dispatch(code);
      }
    }
  }

  /** An array's state: version, shape, type, whether column-major, bytes as a string. */
  private void build(Object[] state) {
    if (stack.peek() instanceof Bytes array) {
      if (!(state[2] instanceof Type type) || !type.name().equals("u1")) {
        throw new PickleException("an array of type " + state[2] + " instead of u1");
      }
      array.values = ((String) state[4]).getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
