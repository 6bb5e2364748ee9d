package org.lzn.metric;

import org.nd4j.linalg.api.blas.BlasException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Factors and eigenvalues of symmetric matrices, of which only the lower triangle is read, and
 * singular values.
 */
final class Factor {
  private static final double EPSILON = Math.ulp(1.0);

  private Factor() {}

  /**
   * Returns L, shape (d, r), with L L' = A and r the rank of A, whose lower triangle alone is read:
   * Cholesky's factor, or, where A is singular to working precision, the eigenvectors times the
   * roots of their eigenvalues.
   */
  static INDArray ofLower(INDArray a) {
    INDArray cholesky = a.dup('f');
    try {
      Nd4j.getBlasWrapper().lapack().potrf(cholesky, true);
    } catch (BlasException e) { // LAPACK's way to say that the matrix is singular
      return byEigenvectors(a);
    }
    // A pivot of rounding errors is no pivot.
    double[] pivots = Nd4j.diag(cholesky).toDoubleVector();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double pivot : pivots) {
      least = Math.min(least, pivot * pivot);
      most = Math.max(most, pivot * pivot);
    }
    return least > pivots.length * EPSILON * most ? cholesky : byEigenvectors(a);
  }

  private static INDArray byEigenvectors(INDArray a) {
    INDArray vectors = a.dup('f');
    double[] values = eigen('V', vectors);
    int d = values.length;
    int first = 0; // LAPACK's eigenvalues ascend
    while (first < d - 1 && values[first] <= d * EPSILON * values[d - 1]) {
      first++;
    }
    INDArray factor = LowerSquare.columns(vectors, first, d).dup('f');
    for (int j = first; j < d; j++) {
      factor.getColumn(j - first).muli(Math.sqrt(Math.max(0, values[j])));
    }
    return factor;
  }

  /** Returns the squares of the singular values of B: the eigenvalues of B'B, or of BB'. */
  static double[] squaredSingularValues(INDArray b) {
    INDArray narrow = b.rows() < b.columns() ? b.transpose() : b;
    LowerSquare square = new LowerSquare(narrow.columns());
    square.add(narrow);
    return eigen('N', square.times(1));
  }

  /**
   * Returns the eigenvalues of A, ascending; with job 'V' its eigenvectors take its place, column
   * after column, with 'N' it is lost.
   */
  static double[] eigen(char job, INDArray a) {
    INDArray values = Nd4j.create(DataType.DOUBLE, a.rows());
    int info = Nd4j.getBlasWrapper().lapack().syev(job, 'L', a, values);
    if (info != 0) {
      throw new IllegalStateException("LAPACK's syev did not converge, code " + info);
    }
    return values.toDoubleVector();
  }
}
