package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names, shapes and counts of parameters at the paper's settings; nothing is allocated. */
class NcsnppShapesTest {
  private static final NcsnppSettings CIFAR = NcsnppSettings.cifar10();
  private static final NcsnppSettings LARGE = NcsnppSettings.size256();

  @Test
  void namesAndShapesAreThoseOfTheReleasedCheckpoints() throws IOException {
    assertEquals(official("cifar10-encoder"), own(new NcsnppEncoder(CIFAR, 200)));
    assertEquals(official("cifar10-decoder"), own(new NcsnppDecoder(CIFAR, 200)));
    assertEquals(official("size256-encoder"), own(new NcsnppEncoder(LARGE, 200)));
    assertEquals(official("size256-decoder"), own(new NcsnppDecoder(LARGE, 200)));
  }

  @Test
  void countsAreThePapers() {
    assertEquals(49_790_260, new NcsnppEncoder(CIFAR, 200).parameterCount());
    assertEquals(61_906_819, new NcsnppDecoder(CIFAR, 200).parameterCount());
    assertEquals(61_911_939, new NcsnppDecoder(CIFAR, 210).parameterCount());
    assertEquals(87_768_896, new NcsnppEncoder(LARGE, 200).parameterCount());
    assertEquals(65_676_949, new NcsnppDecoder(LARGE, 200).parameterCount());
    assertEquals(61_804_419, new NcsnppDecoder(CIFAR, 0).parameterCount());
    assertEquals(65_574_549, new NcsnppDecoder(LARGE, 0).parameterCount());
    assertEquals(61_809_539, new NcsnppDecoder(CIFAR, 10).parameterCount());
  }

  /** The checkpoints' tensors, but for a table of noise levels which no network reads. */
  static List<String> official(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                NcsnppShapesTest.class.getResourceAsStream(name + ".txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("sigmas ")).toList();
    }
  }

  static List<String> own(Network network) {
    return network.getParameters().values().stream()
        .map(
            parameter ->
                parameter.getName()
                    + " "
                    + Arrays.stream(parameter.getShape().getShape())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",")))
        .toList();
  }
}
