package org.lzn.study.many;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.codec.Alphabet;
import org.lzn.codec.ClassCodes;
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
import org.lzn.tensor.Require;
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
   * @param told the kinds of labels whose classes the decoder is told beside the latent
   * @param solver of the decoder's flow
   */
  public record Pictures(
      Patches patches,
      PictureEncoder.Size encoder,
      NcsnppSettings decoder,
      PictureSketch.Size sketch,
      List<String> told,
      OdeSolver solver) {
    /** Copies the list. */
    public Pictures {
      told = List.copyOf(told);
    }
  }

  /**
   * The networks of a language.
   *
   * @param languages which
   * @param width channels of the encoder
   * @param units of the decoder
   * @param told the kinds of labels whose classes the decoder is told beside the latent
   * @param slips share of training texts with one slip of the pen
   */
  public record Texts(
      List<String> languages, int width, int units, List<String> told, double slips) {
    /** Copies the lists. */
    public Texts {
      languages = List.copyOf(languages);
      told = List.copyOf(told);
    }
  }

  /**
   * What is minimised.
   *
   * @param alignment of latents with zones
   * @param weights of the terms
   * @param missing the share of concepts whose captions are taken away
   */
  public record Terms(LatentAlignment alignment, ManyTypes.Weights weights, double missing) {
    /** Checks the share. */
    public Terms {
      Require.that(
          0 <= missing && missing < 1,
          "the share of captions taken away must be from 0 to less than 1, got %s",
          missing);
    }
  }

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
    Map<String, LabelType> labels = new LinkedHashMap<>();
    for (String attribute : EmojiPeople.ATTRIBUTES) {
      List<String> names = people.names(attribute);
      labels.put(attribute, LabelType.of(attribute, names, model.space, model.classes, seed));
    }
    List<Column<?>> columns = new ArrayList<>();
    for (String style : EmojiPeople.STYLES) {
      PictureType type = pictures(style, codes(labels, model.pictures.told), seed);
      columns.add(Column.of(type, concepts -> ImageBatch.of(people.pictures(style), concepts)));
    }
    for (String language : model.texts.languages) {
      List<String> captions = people.captions(language);
      ClassCodes codes = codes(labels, model.texts.told);
      TextType type = texts(language, Alphabet.of(captions), codes, seed);
      columns.add(Column.of(type, concepts -> type.take(captions, concepts)));
    }
    for (LabelType type : labels.values()) {
      int[] all = people.labels(type.name());
      columns.add(Column.of(type, concepts -> type.take(all, concepts)));
    }
    return columns;
  }

  private static ClassCodes codes(Map<String, LabelType> labels, List<String> told) {
    for (String attribute : told) {
      Require.that(
          labels.containsKey(attribute),
          "decoders can be told %s, got \"%s\"",
          String.join(", ", labels.keySet()),
          attribute);
    }
    return new ClassCodes(told.stream().map(labels::get).toList());
  }

  private PictureType pictures(String style, ClassCodes codes, long seed) {
    SeededRandom draws = SeededRandom.of(seed).named(style);
    int q = model.space.dimension();
    int p = model.pictures.patches.size();
    int side = 32 / p;
    int channels = 3 * p * p;
    PictureEncoder encoder =
        new PictureEncoder(new Shape(channels, side, side), model.pictures.encoder, q);
    NcsnppSettings pair = model.pictures.decoder.withImage(2 * channels, side);
    int told = q + codes.width();
    NcsnppDecoder decoder = new NcsnppDecoder(pair, told);
    Shape split = new Shape(channels, side, side);
    PictureSketch sketch = new PictureSketch(told, model.pictures.sketch, split);
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
        codes,
        model.pictures.solver);
  }

  private TextType texts(String language, Alphabet alphabet, ClassCodes codes, long seed) {
    SeededRandom draws = SeededRandom.of(seed).named(language);
    int q = model.space.dimension();
    CaptionEncoder encoder = new CaptionEncoder(alphabet.size(), model.texts.width, q);
    CaptionDecoder decoder =
        new CaptionDecoder(alphabet.size(), model.texts.units, q + codes.width());
    encoder.initialize(Devices.newManager(), draws.named("encoder"));
    decoder.initialize(Devices.newManager(), draws.named("decoder"));
    return new TextType(language, alphabet, encoder, decoder, codes, model.texts.slips);
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
