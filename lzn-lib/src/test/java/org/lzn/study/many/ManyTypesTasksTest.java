package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.codec.ClassZone;
import org.lzn.codec.Column;
import org.lzn.codec.LabelType;
import org.lzn.codec.TextType;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Meet;
import org.lzn.task.Move;

/** Tasks on the latent network of case study 4, which has learnt nothing. */
class ManyTypesTasksTest {
  private static final ManyTypesRecipe.Model MODEL = TinyManyTypes.model();

  private final LatentNetwork network =
      MODEL.network(TinyManyTypes.TRAIN.labels(IntStream.range(0, 24).toArray()));

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void aSamplesLatentDoesNotDependOnItsCompany() {
    TextType english = (TextType) MODEL.columns().get(3).type();
    List<String> texts = List.of("woman astronaut: dark skin tone", "man: light skin tone");
    float[][] together = network.from(english).latents(texts, 0, 1);
    float[][] alone = network.from(english).latents(texts.subList(0, 1), 0, 1);
    assertArrayEquals(
        alone[0], together[0], 1e-4f); // as the golden cases for float32: other batches
  }

  @Test
  void aLabelsLatentIsDecodedToTheLabel() {
    LabelType tone = (LabelType) MODEL.columns().get(7).type();
    int[] labels = {0, 1, 2, 3, 4, 5};
    assertArrayEquals(labels, network.from(tone).to(tone).of(labels));
  }

  @Test
  void whereZonesMeetAllAgree() {
    LabelType gender = network.labels("gender");
    LabelType tone = network.labels("tone");
    String woman = gender.classNames().get(0);
    List<ClassZone> zones = List.of(gender.zone(woman), tone.zone(tone.classNames().get(2)));
    float[][] points = new Meet(network, zones).points(7, 1);
    assertEquals(7, points.length);
    for (int i = 0; i < 7; i++) {
      assertEquals(0, network.decode(gender, points, 1)[i]);
      assertEquals(2, network.decode(tone, points, 1)[i]);
    }
  }

  @Test
  void zonesThatNeverMeetAreRefused() {
    LabelType tone = network.labels("tone");
    List<ClassZone> zones = List.of(new ClassZone(tone, 1), new ClassZone(tone, 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new Meet(network, zones).points(1, 1));
    assertTrue(error.getMessage().contains("meet in too small a part of the space: 0 of"));
  }

  /** There and back is where it was; and a class's own zone is left as it is. */
  @Test
  void aMovedLatentKeepsItsPlace() {
    LabelType tone = network.labels("tone");
    float[][] z = network.from(tone).latents(new int[] {3, 3, 3}, 1, 1);
    float[][] moved = new Move(network, new ClassZone(tone, 5)).of(z);
    assertArrayEquals(new int[] {5, 5, 5}, network.decode(tone, moved, 1));
    float[][] back = new Move(network, new ClassZone(tone, 3)).of(moved);
    float[][] stays = new Move(network, new ClassZone(tone, 3)).of(z);
    for (int i = 0; i < z.length; i++) {
      assertArrayEquals(z[i], back[i], 1e-3f);
      assertArrayEquals(z[i], stays[i], 1e-3f);
    }
  }

  @Test
  void aTypeThatTheNetworkLacksIsRefused() {
    try (ManyTypesRecipe.Model other = TinyManyTypes.model()) {
      Column<?> foreign = other.columns().get(0);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> network.decode(foreign.type(), new float[1][6], 1));
      assertTrue(error.getMessage().startsWith("this network has no type noto"));
    }
  }
}
