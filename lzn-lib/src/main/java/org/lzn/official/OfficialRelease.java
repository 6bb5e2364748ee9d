package org.lzn.official;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lzn.data.Datasets;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.Network;
import org.lzn.nn.ResNet;
import org.lzn.nn.ResNetSettings;

/**
 * The six checkpoints that the authors released with [Lin25]; names and places are those of the
 * README of github.com/microsoft/latent-zoning-networks. A file's name is its epoch and iteration.
 */
public enum OfficialRelease {
  /** Unconditional generation, Table 1, CIFAR10. */
  CIFAR10("case_study_1_cifar10", 2000, 50_000, "case study 1 (generation), CIFAR10"),
  /** Unconditional generation, Table 1, AFHQ-Cat. */
  AFHQ_CAT("case_study_1_afhqcat", 3000, 60_000, "case study 1 (generation), AFHQ-Cat"),
  /** Unconditional generation, Table 1, CelebA-HQ. */
  CELEBA_HQ("case_study_1_celebahq", 2991, 350_000, "case study 1 (generation), CelebA-HQ"),
  /** Unconditional generation, Table 1, LSUN-Bedroom. */
  LSUN_BEDROOM(
      "case_study_1_lsunbedroom", 173, 2_050_000, "case study 1 (generation), LSUN Bedroom"),
  /** Representation learning, ImageNet. */
  IMAGENET("case_study_2", 32_051, 5_000_000, "case study 2 (representations), ImageNet"),
  /** Conditional generation and classification, CIFAR10. */
  CIFAR10_LABELS(
      "case_study_3", 8000, 200_000, "case study 3 (generation and classification), CIFAR10");

  private static final String PLACE =
      "https://huggingface.co/microsoft/latent-zoning-networks/resolve/main/";

  private final String folder;
  private final long epoch;
  private final long iteration;
  private final String reproduces;

  OfficialRelease(String folder, long epoch, long iteration, String reproduces) {
    this.folder = folder;
    this.epoch = epoch;
    this.iteration = iteration;
    this.reproduces = reproduces;
  }

  /** Returns the epoch after which it was saved. */
  public long epoch() {
    return epoch;
  }

  /** Returns the training step after which it was saved. */
  public long iteration() {
    return iteration;
  }

  /** Returns which experiment of the paper it is. */
  public String reproduces() {
    return reproduces;
  }

  /** Returns folder and file, for example "lzn1/case_study_2/000032051-005000000.pt". */
  public String file() {
    return String.format(Locale.ROOT, "lzn1/%s/%09d-%09d.pt", folder, epoch, iteration);
  }

  /** Returns the address of the file. */
  public String url() {
    return PLACE + file();
  }

  /**
   * Returns where released files are looked for: the folder in the system property {@code
   * lzn.official} or the environment variable {@code LZN_OFFICIAL}, else {@code datasets/official}.
   */
  public static Path folder() {
    String named = System.getProperty("lzn.official", System.getenv("LZN_OFFICIAL"));
    return named == null || named.isBlank() ? Datasets.find("official") : Path.of(named);
  }

  /** Returns the releases whose files lie in the folder, under {@link #file()}. */
  public static List<OfficialRelease> presentIn(Path folder) {
    return Stream.of(values()).filter(r -> Files.exists(folder.resolve(r.file()))).toList();
  }

  /** Returns whether it draws images from latents alone, as case study 1 does. */
  public boolean drawsWithoutLabels() {
    return this != IMAGENET && this != CIFAR10_LABELS;
  }

  /** Returns the width of the latent space. */
  public int latentDimension() {
    return this == IMAGENET ? 256 : 200;
  }

  /** Returns how many classes the decoder is told of; 0 for none. */
  public int classes() {
    return this == CIFAR10_LABELS ? 10 : 0;
  }

  /** Returns the side of the images in pixels. */
  public int imageSize() {
    return switch (this) {
      case CIFAR10, CIFAR10_LABELS -> 32;
      case IMAGENET -> 224;
      default -> 256;
    };
  }

  /**
   * Returns the settings of encoder and decoder.
   *
   * @throws IllegalStateException for {@link #IMAGENET}, which is a {@link ResNet} of depth 50
   */
  public NcsnppSettings settings() {
    if (this == IMAGENET) {
      throw new IllegalStateException("IMAGENET is new ResNet(ResNetSettings.ofDepth(50))");
    }
    return imageSize() == 32 ? NcsnppSettings.cifar10() : NcsnppSettings.size256();
  }

  /** Returns networks of its shapes, encoder and (but for IMAGENET) decoder, without values. */
  List<Network> shapes() {
    if (this == IMAGENET) {
      return List.of(new ResNet(ResNetSettings.ofDepth(50)));
    }
    return List.of(
        new NcsnppEncoder(settings(), latentDimension()),
        new NcsnppDecoder(settings(), latentDimension() + classes()));
  }

  /** Returns all files, one a line, with what each is and where it lies. */
  public static List<String> downloads() {
    return Stream.of(values()).map(r -> r.reproduces + "\n    " + r.url()).toList();
  }
}
