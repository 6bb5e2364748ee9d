package org.lzn.metric;

import org.lzn.tensor.Require;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The linear map from features X (n, d) to features Y (n, e) with the least squared error, held
 * back by a penalty on its weights [Hoe70], on the principal components of X.
 *
 * <pre>
 * X - x̄ = U S V',   W = V (S² + λ)⁻¹ S U' (Y - ȳ),   ŷ(x) = ȳ + (x - x̄) W
 * </pre>
 *
 * with the k largest singular values S alone. It is found by the eigenvectors U of the (n, n)
 * matrix of inner products, in float64: n may be far less than d.
 */
public final class RidgeRegression {
  private static final double EPSILON = Math.ulp(1.0);

  private final INDArray mean;
  private final INDArray centred;
  private final INDArray vectors;
  private final double[] values;

  private RidgeRegression(Features x) {
    INDArray all = x.matrix(0, x.size());
    mean = all.mean(0).reshape(1, x.width());
    centred = all.subRowVector(mean);
    vectors = product(centred, false, centred, true);
    values = Factor.eigen('V', vectors);
  }

  /** Prepares regressions on features (n, d). */
  public static RidgeRegression on(Features x) {
    return new RidgeRegression(x);
  }

  /** Returns the map on all components. */
  public Fit fit(Features y, double penalty) {
    return fit(y, values.length, penalty);
  }

  /**
   * Returns the map on the largest components.
   *
   * @param y what to predict, (n, e)
   * @param components k, how many; those of no variance are left out
   * @param penalty λ, 0 or more
   */
  public Fit fit(Features y, int components, double penalty) {
    Require.that(y.size() == values.length, "y must have %d rows, got %d", values.length, y.size());
    Require.that(components >= 1, "components must be 1 or more, got %d", components);
    Require.that(penalty >= 0, "the penalty must be 0 or more, got %s", penalty);
    int first = Math.max(0, values.length - components); // eigenvalues ascend
    while (first < values.length - 1 && values[first] <= least()) {
      first++;
    }
    INDArray u = LowerSquare.columns(vectors, first, values.length).dup('f');
    INDArray all = y.matrix(0, y.size());
    INDArray outputMean = all.mean(0).reshape(1, y.width());
    INDArray answers = product(u, true, all.subRowVector(outputMean), false);
    for (int k = 0; k < answers.rows(); k++) {
      double square = values[first + k];
      answers.getRow(k).divi(square > least() ? square + penalty : Double.POSITIVE_INFINITY);
    }
    INDArray weights = product(product(centred, true, u, false), false, answers, false);
    return new Fit(mean, weights, outputMean);
  }

  /** Returns the square of a singular value that is no more than rounding. */
  private double least() {
    return values.length * EPSILON * values[values.length - 1];
  }

  private static INDArray product(INDArray a, boolean turnA, INDArray b, boolean turnB) {
    long rows = turnA ? a.columns() : a.rows();
    long columns = turnB ? b.rows() : b.columns();
    INDArray result = Nd4j.create(DataType.DOUBLE, new long[] {rows, columns}, 'f');
    return Nd4j.gemm(a, b, result, turnA, turnB, 1, 0);
  }

  /** A map that was found. */
  public static final class Fit {
    private final INDArray inputMean;
    private final INDArray weights;
    private final INDArray outputMean;

    private Fit(INDArray inputMean, INDArray weights, INDArray outputMean) {
      this.inputMean = inputMean;
      this.weights = weights;
      this.outputMean = outputMean;
    }

    /** Returns the predictions (m, e) for features (m, d). */
    public Features predict(Features x) {
      Require.that(
          x.width() == inputMean.columns(),
          "features must be (m, %d), got (%d, %d)",
          inputMean.columns(),
          x.size(),
          x.width());
      INDArray inputs = x.matrix(0, x.size()).subiRowVector(inputMean);
      INDArray predicted = product(inputs, false, weights, false).addiRowVector(outputMean);
      return Features.of(predicted.dup('c').data().asDouble(), outputMean.columns());
    }
  }
}
