package org.lzn.study.many;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.codec.Alphabet;
import org.lzn.codec.Column;
import org.lzn.codec.LabelType;
import org.lzn.codec.Patches;
import org.lzn.codec.PictureType;
import org.lzn.codec.TextType;
import org.lzn.data.EmojiPeople;
import org.lzn.flow.OdeSolver;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.CaptionDecoder;
import org.lzn.nn.CaptionEncoder;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.PictureEncoder;
import org.lzn.nn.PictureSketch;
import org.lzn.objective.ManyTypes;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Study;
import org.lzn.tensor.Devices;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.TrainingOptions;

/**
 * The settings of case study 4: pictures in several styles, texts in several languages and three
 * kinds of labels in one latent space.
 *
 * @param name for records and headings
 * @param model the networks and the latent space
 * @param objective what is aligned with what, and how much it counts
 * @param training how long and how to train
 * @param evaluation how the tasks are scored
 */
public record ManyTypesStudy(
    String name, Model model, Terms objective, TrainingOptions training, Evaluation evaluation)
    implements Study {

  /**
   * The networks and the latent space.
   *
   * @param space the latent space
   * @param zones the latent computation
   * @param classes that of labels, finer: their large zones show the steps, and they are few
   * @param pictures each style's networks
   * @param texts each language's networks
   */
  public record Model(
      LatentSpace space,
      LatentComputation zones,
      LatentComputation classes,
      Pictures pictures,
      Texts texts) {}

  /**
   * The networks of a style.
   *
   * @param patches how pixels enter and leave them
   * @param encoder picture to anchor
   * @param decoder corrects the sketch
   * @param sketch what the latent alone says
   * @param solver of the decoder's flow
   */
  public record Pictures(
      Patches patches,
      PictureEncoder.Size encoder,
      NcsnppSettings decoder,
      PictureSketch.Size sketch,
      OdeSolver solver) {}

  /**
   * The networks of a language.
   *
   * @param languages which
   * @param width channels of the encoder
   * @param units of the decoder
   * @param slips share of training texts with one slip of the pen
   */
  public record Texts(List<String> languages, int width, int units, double slips) {
    /** Copies the list. */
    public Texts {
      languages = List.copyOf(languages);
    }
  }

  /**
   * What is minimised.
   *
   * @param alignment of latents with zones
   * @param weights of the terms
   * @param missing the share of concepts whose captions are taken away
   */
  public record Terms(LatentAlignment alignment, ManyTypes.Weights weights, double missing) {}

  /**
   * How the tasks are scored.
   *
   * @param alpha α of the samples' latents
   * @param draws how many points of a zone are looked at for some that lie in others, too
   */
  public record Evaluation(double alpha, int draws) {}

  /** Returns the study with another training. */
  public ManyTypesStudy withTraining(TrainingOptions newTraining) {
    return new ManyTypesStudy(name, model, objective, newTraining, evaluation);
  }

  /** Makes all types around the latent space; every weight is a function of the seed. */
  public List<Column<?>> columns(EmojiPeople people, long seed) {
    List<Column<?>> columns = new ArrayList<>();
    for (String style : EmojiPeople.STYLES) {
      columns.add(
          Column.of(
              pictures(style, seed), concepts -> ImageBatch.of(people.pictures(style), concepts)));
    }
    for (String language : model.texts.languages) {
      List<String> captions = people.captions(language);
      TextType type = texts(language, Alphabet.of(captions), seed);
      columns.add(Column.of(type, concepts -> type.take(captions, concepts)));
    }
    for (String attribute : EmojiPeople.ATTRIBUTES) {
      int[] labels = people.labels(attribute);
      LabelType type =
          LabelType.of(attribute, people.names(attribute), model.space, model.classes, seed);
      columns.add(Column.of(type, concepts -> type.take(labels, concepts)));
    }
    return columns;
  }

  private PictureType pictures(String style, long seed) {
    SeededRandom draws = SeededRandom.of(seed).named(style);
    int q = model.space.dimension();
    int p = model.pictures.patches.size();
    int side = 32 / p;
    int channels = 3 * p * p;
    PictureEncoder encoder =
        new PictureEncoder(new Shape(channels, side, side), model.pictures.encoder, q);
    NcsnppSettings pair = model.pictures.decoder.withImage(2 * channels, side);
    NcsnppDecoder decoder = new NcsnppDecoder(pair, q);
    Shape split = new Shape(channels, side, side);
    PictureSketch sketch = new PictureSketch(q, model.pictures.sketch, split);
    encoder.initialize(Devices.newManager(), draws.named("encoder"));
    decoder.initialize(Devices.newManager(), draws.named("decoder"));
    sketch.initialize(Devices.newManager(), draws.named("sketch"));
    return new PictureType(
        style,
        new Shape(3, 32, 32),
        model.pictures.patches,
        encoder,
        decoder,
        sketch,
        model.pictures.solver);
  }

  private TextType texts(String language, Alphabet alphabet, long seed) {
    SeededRandom draws = SeededRandom.of(seed).named(language);
    int q = model.space.dimension();
    CaptionEncoder encoder = new CaptionEncoder(alphabet.size(), model.texts.width, q);
    CaptionDecoder decoder = new CaptionDecoder(alphabet.size(), model.texts.units, q);
    encoder.initialize(Devices.newManager(), draws.named("encoder"));
    decoder.initialize(Devices.newManager(), draws.named("decoder"));
    return new TextType(language, alphabet, encoder, decoder, model.texts.slips);
  }

  @Override
  public Shape shape() {
    return new Shape(3L * EmojiPeople.STYLES.size(), 32, 32);
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("model", model, "objective", objective);
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "types",
        String.join(", ", EmojiPeople.STYLES)
            + ", "
            + String.join(", ", model.texts.languages)
            + ", "
            + String.join(", ", EmojiPeople.ATTRIBUTES));
    words.put("latent dimension", String.valueOf(model.space.dimension()));
    words.put("steps", String.valueOf(training.steps()));
    words.put("concepts a step", String.valueOf(training.batch()));
    return words;
  }
}
