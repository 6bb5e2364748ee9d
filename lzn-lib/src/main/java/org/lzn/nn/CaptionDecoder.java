package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.lzn.tensor.Require;

/**
 * Writes a text character by character: a gated recurrent unit that is told the latent, and what
 * may stand beside it, at its start and at every step, [Cho14]. The logits at a place are those of
 * the character after it.
 *
 * <p>Not the paper's, whose code has no text.
 */
public final class CaptionDecoder extends Network {
  // The engine's own layer: a loop over the places in one call.
  private static final NativeFunction GRU =
      NativeFunction.of(
          "torch.gru(x0, torch.unsqueeze(x1, 0), [x2, x3, x4, x5], True, 1, 0.0, False, False, True)[0]",
          6);

  private final int characters;
  private final int units;
  private final int told;
  private final Parameter[] gates = new Parameter[4];
  private final Dense start;
  private final Dense out;

  /**
   * Makes a decoder without values; see {@link #initialize}.
   *
   * @param characters the size of the alphabet
   * @param units of the recurrent layer
   * @param told numbers that it is told: the latent's q, or more
   */
  public CaptionDecoder(int characters, int units, int told) {
    this.characters = characters;
    this.units = units;
    this.told = told;
    ParameterScope root = ParameterScope.of(this);
    ParameterScope gru = root.part("gru");
    InitialValues fill = InitialValues.uniform(1 / Math.sqrt(units));
    int in = characters + told;
    gates[0] = gru.learnt("weight_ih_l0", fill, 3L * units, in);
    gates[1] = gru.learnt("weight_hh_l0", fill, 3L * units, units);
    gates[2] = gru.learnt("bias_ih_l0", fill, 3L * units);
    gates[3] = gru.learnt("bias_hh_l0", fill, 3L * units);
    start = Dense.plain(root.part("start"), told, units);
    out = Dense.plain(root.part("out"), units, characters);
  }

  /** Returns the state before the first character, {@code (n, units)}. */
  public NDArray start(NDArray latents) {
    Require.shape("latents", latents, -1, told);
    return start.apply(latents).tanh();
  }

  /**
   * Returns the state after each character, {@code (n, length, units)}.
   *
   * @param texts one-hot characters, {@code (n, length, characters)}
   * @param latents what it is told, {@code (n, told)}
   * @param state before the first, {@code (n, units)}
   */
  public NDArray states(NDArray texts, NDArray latents, NDArray state) {
    Require.shape("texts", texts, -1, -1, characters);
    Shape s = texts.getShape();
    NDArray everywhere = latents.expandDims(1).broadcast(new Shape(s.get(0), s.get(1), told));
    NDArray input = NDArrays.concat(new NDList(texts, everywhere), 2);
    NDArray[] w = new NDArray[gates.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = gates[i].getArray();
    }
    return GRU.apply(input, state, w[0], w[1], w[2], w[3]);
  }

  /** Returns the logits of the next character, {@code (…, characters)}, for states. */
  public NDArray logits(NDArray states) {
    return out.apply(states);
  }

  /** Returns the number of units. */
  public int units() {
    return units;
  }

  /** Takes (texts, latents). */
  @Override
  protected NDArray run(NDList inputs, boolean training) {
    NDArray latents = inputs.get(1);
    return logits(states(inputs.get(0), latents, start(latents)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }
}
