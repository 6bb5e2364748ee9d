package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.lzn.tensor.Constants;

/**
 * What the space itself says of a latent, before any decoder has learnt: in which zones of classes
 * it lies. Labels share the space out wholly ([Lin25] §5), so that every latent lies in one zone of
 * each kind of labels.
 *
 * <p>The classes k_1, …, k_L of a latent z are one-hot codes beside it,
 *
 * <pre>u = (z, √K_1 e(k_1), …, √K_L e(k_L)),</pre>
 *
 * <p>where √K makes a code of mean square 1, as a latent is. A decoder that is told u draws people
 * whose role and tone it knows, but never saw together; from z alone it must find the borders of
 * the zones first. This is ours. No gradient goes through the codes.
 *
 * @param types the kinds of labels
 */
public record ClassCodes(List<LabelType> types) {
  /** Copies the list. */
  public ClassCodes {
    types = List.copyOf(types);
  }

  /** Returns the codes of no labels: u is z. */
  public static ClassCodes none() {
    return new ClassCodes(List.of());
  }

  /** Returns how much longer u is than z. */
  public int width() {
    return types.stream().mapToInt(type -> type.classNames().size()).sum();
  }

  /** Returns u, (n, q + width), of latents z, (n, q). */
  public NDArray beside(NDArray latents) {
    NDList told = new NDList(latents);
    types.forEach(type -> told.add(codes(type, latents)));
    return NDArrays.concat(told, 1);
  }

  private static NDArray codes(LabelType type, NDArray latents) {
    int[] labels = type.codec().decoder().decode(latents).labels();
    int width = type.classNames().size();
    NDArray ones = OneHot.of(latents.getManager(), labels, width);
    return Constants.scale(ones, Math.sqrt(width));
  }
}
