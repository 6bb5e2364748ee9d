package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;

class ZonePlaneTest {
  private static final ZonePlane PAIR = ZonePlane.of(new double[] {-1, 0}, new double[] {1, 0});

  @Test
  void zonesHaveEqualShares() {
    int n = 4000;
    ZonePlane plane = ZonePlane.of(new double[] {2, 1}, new double[] {0, 0}, new double[] {-1, 1});
    double[] shares = plane.shares(n, 1);
    assertEquals(1, Arrays.stream(shares).sum(), 1e-9);
    for (double share : shares) {
      assertEquals(1.0 / 3, share, 4 * Math.sqrt(2.0 / 9 / n));
    }
  }

  /** Anchors at ±a have a half-plane each. */
  @Test
  void twoAnchorsShareThePlaneAtTheMiddle() throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(PAIR.zones(40).toPng()));
    int y = picture.getHeight() / 2 - 60;
    int left = picture.getRGB(picture.getWidth() / 2 - 60, y);
    int right = picture.getRGB(picture.getWidth() / 2 + 60, y);
    assertTrue(left != right, "two colours");
    assertEquals(left, picture.getRGB(picture.getWidth() / 2 - 100, y + 30));
    assertEquals(right, picture.getRGB(picture.getWidth() / 2 + 100, y + 30));
  }

  @Test
  void latentsFlowBackToTheirAnchorWithStepsEnough() {
    double coarse = PAIR.alignmentRate(Euler.steps(5), 100, 1);
    double fine = PAIR.alignmentRate(DpmSolver.order(3).withSteps(100), 100, 1);
    assertTrue(coarse < fine, coarse + " with few steps, " + fine + " with many");
    assertEquals(1, fine, 0.01);
  }

  @Test
  void anchorsHaveTwoNumbers() {
    assertThrows(IllegalArgumentException.class, () -> ZonePlane.of());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> ZonePlane.of(new double[3]));
    assertEquals("an anchor in the plane has 2 numbers, got 3", error.getMessage());
  }
}
