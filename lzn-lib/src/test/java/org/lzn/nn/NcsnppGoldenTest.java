package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks against the authors' released implementation. */
class NcsnppGoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"net-cifar-like", "net-cifar-like-conditional", "net-afhq-like"})
  void equalsTheReleasedNetworks(String name) throws Exception {
    Path folder = Path.of(NcsnppGoldenTest.class.getResource("/goldens/" + name).toURI());
    Map<String, Double> errors = NetworkGolden.errors(folder);
    errors.forEach(
        (output, error) -> {
          double tolerance =
              output.equals("grad_norms")
                  ? NetworkGolden.GRADIENT_TOLERANCE
                  : NetworkGolden.TOLERANCE;
          assertTrue(error <= tolerance, () -> output + " differs: " + errors);
        });
    assertTrue(errors.keySet().containsAll(java.util.List.of("encoded", "velocity", "loss")));
  }
}
