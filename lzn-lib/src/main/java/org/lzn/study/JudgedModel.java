package org.lzn.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.DataType;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.ImageType;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.LabelType;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Features;
import org.lzn.run.Drawing;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Residents;

/**
 * A model scored by the images that it draws, as a {@link ScoringNetwork} sees them: as many, and
 * by the solver, as its settings say. Where no such network is for its images, the other scores
 * remain.
 */
public interface JudgedModel extends Recipe.Prepared {
  /** The name of its images as a data type. */
  String IMAGE = "image";

  /** The name of its labels as a data type. */
  String LABEL = "label";

  /** Returns how it is scored. */
  UnconditionalStudy.Evaluation evaluation();

  @Override
  default Optional<Drawing> drawing(ImageDataset train) {
    return ScoringNetwork.of(train).map(judge -> new JudgedImages(this, judge));
  }

  /** Returns its images and, where it has them, its labels around the space that both share. */
  @Override
  default Optional<LatentNetwork> types(ImageDataset learnt) {
    return images()
        .filter(codec -> codec.encoder().isPresent())
        .map(codec -> types(codec, learnt, labels()));
  }

  private LatentNetwork types(ImageCodec images, ImageDataset learnt, Optional<LabelCodec> labels) {
    ImageEncoder encoder = images.encoder().orElseThrow();
    int size = Math.min(Residents.USUAL, learnt.size());
    Residents residents = Residents.of(encoder, learnt, size, 1);
    Map<DataType<?>, float[]> types = new LinkedHashMap<>();
    types.put(new ImageType(IMAGE, images, labels, evaluation().solver()), residents.anchors());
    labels.ifPresent(
        codec -> types.put(new LabelType(LABEL, learnt.classNames(), codec), new float[0]));
    return new LatentNetwork(residents.dimension(), encoder.zones(), types);
  }

  @Override
  default List<RunScore> scores(ImageDataset train, ImageDataset test) {
    return scores(train, test, Drawing.seenIn(drawing(train)));
  }

  @Override
  List<RunScore> scores(ImageDataset train, ImageDataset test, Map<String, Features> seen);
}
