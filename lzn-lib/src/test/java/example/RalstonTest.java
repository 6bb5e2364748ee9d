package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.Solvers;
import org.lzn.tensor.Devices;

/** A solver that the library does not know is found by its name and has its order. */
class RalstonTest {
  @Test
  void isFoundByItsName() {
    assertEquals(new Ralston(20), Solvers.parse("ralston:20"));
  }

  @Test
  void stepsThatMeanNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Solvers.parse("ralston"));
    assertThrows(IllegalArgumentException.class, () -> new Ralston(0));
  }

  @Test
  void isListedWithTheOthers() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Solvers.parse("rolston:20"))
            .getMessage();
    assertTrue(message.contains("ralston (Ralston's method"), message);
  }

  /**
   * On dx/dt = t x, whose solution is x(1) = x(0) exp(1/2): half the step, a quarter of the error.
   */
  @Test
  void hasOrderTwo() {
    double[] errors = {error(20), error(40)};
    assertEquals(2, Math.log(errors[0] / errors[1]) / Math.log(2), 0.1);
  }

  private static double error(int steps) {
    OdeSolver solver = Solvers.parse("ralston:" + steps);
    try (NDManager manager = Devices.newManager()) {
      NDArray start = manager.create(new double[] {-1, 0.5, 2}, new Shape(3, 1));
      NDArray end = solver.solve((x, t) -> x.mul(t), start, 0, 1);
      return end.sub(start.mul(Math.exp(0.5))).abs().max().getDouble();
    }
  }
}
