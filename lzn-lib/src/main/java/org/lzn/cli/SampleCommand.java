package org.lzn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lzn.codec.DataType;
import org.lzn.flow.Solvers;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.ImageGrid;
import org.lzn.run.RunFolder;
import org.lzn.run.SampleArchive;
import org.lzn.task.LatentNetwork;
import org.lzn.tensor.Require;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn sample}: draws images with a trained model, or turns one type of data into others. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Draws images with a trained model and saves them as one picture. A model with a latent space",
      "turns a sample of one of its types (--from, --text or --picture) into others (--to); with --to",
      "alone it decodes points of the prior. Pictures go into the file, one row a type, words are",
      "printed. The types of case study 1 are image, of 3 image and label."
    })
final class SampleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      description = {
        "how many images, 64 if not given; from a sample so many points of its zone, if not given",
        "its centre"
      })
  private Integer number;

  @Option(names = "--seed", paramLabel = "N", description = "of latents and noise")
  private long seed = 1;

  @Option(
      names = "--solver",
      paramLabel = "NAME[:STEPS]",
      description = {
        "of the image flow, such as euler:50; rk45, as in the paper, if not given;",
        "with --from or --to the model's own"
      })
  private String solver = "rk45";

  @Option(names = "--euler", hidden = true, description = "as --solver euler:STEPS")
  private int euler;

  @Option(names = "--from", paramLabel = "TYPE", description = "the type of the sample, such as en")
  private String from;

  @Option(
      names = {"--text", "--picture"},
      paramLabel = "SAMPLE",
      description = "the sample: a text, the name of a class, or the file of a picture")
  private String sample;

  @Option(
      names = "--to",
      paramLabel = "TYPE",
      description = "what to make of it, such as noto; may be repeated; if not given, all types")
  private List<String> to = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "the picture, PNG; samples.png in the run's folder if not given. A file called .npz takes any",
        "number of images as an array of NumPy's, arr_0 (n, H, W, C), drawn piece by piece"
      })
  private Path output;

  @Option(
      names = "--on",
      paramLabel = "ADDRESS",
      description = {
        "the Apache Spark cluster that draws the images of an .npz file, such as spark://host:7077;",
        "its machines must find this kit, the run and the output under the same paths: see",
        "environment/README.md"
      })
  private String cluster;

  @Override
  public Integer call() {
    Require.that(
        (from == null) == (sample == null),
        "--from TYPE and --text or --picture SAMPLE need each other: give both or neither");
    Path file = output == null ? folder.resolve("samples.png") : output;
    boolean many = SampleArchive.isOne(file);
    Require.that(
        cluster == null || many,
        "--on draws many images into arrays: name their file, as in --output samples.npz");
    if (many) {
      Require.that(from == null && to.isEmpty(), "an .npz file takes images of one kind, not --to");
      System.out.println(archive(file));
      return 0;
    }
    Optional<ImageGrid> pictures = from == null && to.isEmpty() ? drawn() : translated();
    pictures.ifPresent(
        grid -> {
          grid.save(file);
          System.out.println(file);
        });
    return 0;
  }

  private Optional<ImageGrid> drawn() {
    int n = images();
    ImageBatch images = RunFolder.at(folder).sample(n, Solvers.parse(method()), seed);
    return Optional.of(images.grid((int) Math.ceil(Math.sqrt(n))));
  }

  private int images() {
    return number == null ? 64 : number;
  }

  private String method() {
    return euler == 0 ? solver : "euler:" + euler;
  }

  private Path archive(Path file) {
    SampleArchive archive =
        new SampleArchive(RunFolder.at(folder), file, images(), Solvers.parse(method()), seed);
    if (cluster != null) {
      Pieces.on(cluster, archive.missing(), piece -> SampleOnCluster.of(archive, method(), piece));
    }
    return archive.write();
  }

  /** Prints what is words and returns what is to be looked at, one row a type. */
  private Optional<ImageGrid> translated() {
    try (LatentNetwork network = RunFolder.at(folder).types()) {
      float[][] latents =
          from == null
              ? network.prior(number == null ? 8 : number, seed)
              : latents(network, network.type(from));
      List<ImageBatch> pictures = new ArrayList<>();
      for (DataType<?> target : targets(network)) {
        decoded(network, target, latents).ifPresent(pictures::add);
      }
      return pictures.stream().reduce(ImageBatch::and).map(all -> all.grid(latents.length));
    }
  }

  private List<DataType<?>> targets(LatentNetwork network) {
    return to.isEmpty() ? network.types() : to.stream().<DataType<?>>map(network::type).toList();
  }

  /** The zone's centre; with --number points from all over the zone, as of a class always. */
  private <S> float[][] latents(LatentNetwork network, DataType<S> type) {
    S one = type.read(sample);
    int n = number == null ? 1 : number;
    double alpha = number == null && !type.sharesZones() ? 0 : 1;
    return network.from(type).latents(type.take(one, new int[n]), alpha, seed);
  }

  private <T> Optional<ImageBatch> decoded(
      LatentNetwork network, DataType<T> type, float[][] latents) {
    T made = network.decode(type, latents, seed);
    type.words(made).forEach(word -> System.out.println(type.name() + ": " + word));
    return made instanceof ImageBatch drawn ? Optional.of(drawn) : Optional.empty();
  }
}
