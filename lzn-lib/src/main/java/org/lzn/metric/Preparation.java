package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * What a network wants its images to be: pixels p from 0 to 1 become (p - mean) / deviation, per
 * channel. A network that takes pixels from 0 to 255 has mean 0 and deviation 1/255. Grey images
 * are repeated in all channels.
 *
 * @param resize how images are resized
 * @param size height and width of the input; any with {@link ImageResize#NONE}
 * @param mean one per channel
 * @param deviation one per channel, above 0
 */
public record Preparation(ImageResize resize, int size, List<Double> mean, List<Double> deviation) {
  /** Checks and copies. */
  public Preparation {
    Require.that(size >= 1, "size must be 1 or more, got %d", size);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    Require.that(
        !mean.isEmpty() && mean.size() == deviation.size(),
        "mean and deviation must have one number per channel each, got %s and %s",
        mean,
        deviation);
    Require.that(
        deviation.stream().allMatch(d -> d > 0), "deviations must be above 0, got %s", deviation);
  }

  /** Returns the preparation for three channels of pixels from 0 to 1. */
  public static Preparation colour(int size) {
    return new Preparation(ImageResize.CLEAN, size, List.of(0., 0., 0.), List.of(1., 1., 1.));
  }

  /** Returns CLIP's, whose embeddings CMMD compares at 336 × 336 pixels ([Rad21], [Jay24]). */
  public static Preparation clip(int size) {
    return colour(size)
        .withMean(0.48145466, 0.4578275, 0.40821073)
        .withDeviation(0.26862954, 0.26130258, 0.27577711);
  }

  /** Returns that of most networks trained on ImageNet, and of DINOv2 ([Ste23]). */
  public static Preparation imageNet(int size) {
    return colour(size).withMean(0.485, 0.456, 0.406).withDeviation(0.229, 0.224, 0.225);
  }

  /** Returns the same with another resizing. */
  public Preparation withResize(ImageResize newResize) {
    return new Preparation(newResize, size, mean, deviation);
  }

  /** Returns the same with other means, one per channel. */
  public Preparation withMean(double... newMean) {
    return new Preparation(resize, size, Arrays.stream(newMean).boxed().toList(), deviation);
  }

  /** Returns the same with other deviations, one per channel. */
  public Preparation withDeviation(double... newDeviation) {
    return new Preparation(resize, size, mean, Arrays.stream(newDeviation).boxed().toList());
  }

  /** Returns the network's input, shape (n, channels, size, size), of images in [-1, 1]. */
  NDArray of(NDArray images) {
    int channels = mean.size();
    Require.shape("images", images, -1, -1, -1, -1);
    long given = images.getShape().get(1);
    Require.that(
        given == channels || given == 1,
        "images must have %d channels, or 1, got %s",
        channels,
        images.getShape());
    NDArray resized = resize.resize(images, size, size);
    NDArray unit = resized.add(1).mul(Constants.scalar(resized, 0.5));
    return unit.sub(perChannel(unit, mean)).div(perChannel(unit, deviation));
  }

  private static NDArray perChannel(NDArray like, List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return Constants.of(like.getManager(), floats, new Shape(1, floats.length, 1, 1));
  }
}
