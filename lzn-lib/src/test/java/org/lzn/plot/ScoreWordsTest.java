package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reconstruction_l2 | reconstruction error (L2)",
        "top1, with head | top-1 accuracy, with head",
        "top1 of 100 labels | top-1 accuracy of 100 labels",
        "probe top1 | top-1 accuracy of a small probe",
        "frechet_distance (small CNN) | Fréchet distance (small CNN)",
        "milliseconds_for_one_image, 9 residents | milliseconds for one image, 9 residents",
        "frechet_distance_infinite | Fréchet distance of infinitely many images",
        "fid_infinite (CIFAR-10) | FID of infinitely many images (CIFAR-10)",
        "sliced_wasserstein | sliced Wasserstein distance",
        "held-out loss | held-out loss",
        "rf_lzn | rf_lzn"
      })
  void namesInWords(String name, String words) {
    assertEquals(words, ScoreWords.of(name));
  }
}
