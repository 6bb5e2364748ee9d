package org.lzn.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.data.EmojiPeople;
import org.lzn.tensor.Require;

/**
 * What was read of some emoji people: the number of each one's role, gender and tone, or -1 where
 * it could not be read.
 *
 * @param roles (n)
 * @param genders (n)
 * @param tones (n)
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ConceptReading(int[] roles, int[] genders, int[] tones) {
  /** Checks that all were read of the same people. */
  public ConceptReading {
    Require.that(
        roles.length == genders.length && roles.length == tones.length && roles.length > 0,
        "roles, genders and tones must be of the same people, got %d, %d and %d",
        roles.length,
        genders.length,
        tones.length);
  }

  /** Returns the attributes of concepts given by their numbers; of -1, all are -1. */
  public static ConceptReading of(EmojiPeople people, int... concepts) {
    return new ConceptReading(
        labels(people.labels("role"), concepts),
        labels(people.labels("gender"), concepts),
        labels(people.labels("tone"), concepts));
  }

  private static int[] labels(int[] all, int... concepts) {
    return Arrays.stream(concepts).map(i -> i < 0 ? -1 : all[i]).toArray();
  }

  /** Returns the same people with other tones. */
  public ConceptReading withTone(int... newTones) {
    return new ConceptReading(roles, genders, newTones);
  }

  /** Returns the number of people. */
  public int size() {
    return roles.length;
  }

  /**
   * Returns how much of this is as it should be.
   *
   * @param truth of the same people
   */
  public Shares right(ConceptReading truth) {
    Require.that(
        size() == truth.size(), "read %d people, the truth is of %d", size(), truth.size());
    boolean[][] right = {
      same(roles, truth.roles), same(genders, truth.genders), same(tones, truth.tones)
    };
    boolean[] all = new boolean[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = right[0][i] && right[1][i] && right[2][i];
    }
    return new Shares(share(right[0]), share(right[1]), share(right[2]), share(all), size());
  }

  private static boolean[] same(int[] read, int[] truth) {
    boolean[] same = new boolean[read.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = read[i] == truth[i];
    }
    return same;
  }

  private static double share(boolean[] right) {
    return IntStream.range(0, right.length).filter(i -> right[i]).count() / (double) right.length;
  }

  /**
   * Shares of people whose attributes are right, each from 0 to 1.
   *
   * @param role of those whose role is right
   * @param gender of those whose gender is right
   * @param tone of those whose tone is right
   * @param all of those with all three right
   * @param people how many there are
   */
  public record Shares(double role, double gender, double tone, double all, int people) {}
}
