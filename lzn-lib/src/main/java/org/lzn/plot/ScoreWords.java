package org.lzn.plot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What scores, and columns of the paper's tables, are called in figures and in tables that are
 * shown. Records and the tables themselves name them for programs: {@code reconstruction_l2}.
 */
public final class ScoreWords {
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("top1", "top-1 accuracy");
    WORDS.put("top5", "top-5 accuracy");
    WORDS.put("probe top1", "top-1 accuracy of a small probe");
    WORDS.put("knn", "nearest neighbours' accuracy");
    WORDS.put("calibration_error", "calibration error");
    WORDS.put("calibration_error_of_zones", "calibration error of zones");
    WORDS.put("answers_changed_by_company", "answers changed by company");
    WORDS.put("drawn_class_recognised", "drawn class recognised");
    WORDS.put("fid", "FID");
    WORDS.put("fid_infinite", "FID of infinitely many images");
    WORDS.put("fid_clean", "FID by clean-fid");
    WORDS.put("fid_rectified_flow", "FID by rectified flow's code");
    WORDS.put("fid_consistency_models", "FID by consistency models' code");
    WORDS.put("sfid", "sFID");
    WORDS.put("cmmd", "CMMD");
    WORDS.put("inception_score", "Inception score");
    WORDS.put("frechet_distance", "Fréchet distance");
    WORDS.put("frechet_distance_infinite", "Fréchet distance of infinitely many images");
    WORDS.put("fd_dinov2", "Fréchet distance of DINOv2 features");
    WORDS.put("classifier_score", "classifier score");
    WORDS.put("kernel_distance", "kernel distance");
    WORDS.put("mind", "MIND");
    WORDS.put("sliced_wasserstein", "sliced Wasserstein distance");
    WORDS.put("milliseconds_for_one_image", "milliseconds for one image");
    WORDS.put("validation_accuracy", "accuracy on validation images");
    WORDS.put("reconstruction_l2", "reconstruction error (L2)");
    WORDS.put("cutoff_steps", "steps left out");
  }

  private ScoreWords() {}

  /**
   * Returns a name in words. What follows it, such as ", with head" in "top1, with head", " of 100
   * labels" or " (small CNN)", stays; so does a name that is not known.
   */
  public static String of(String name) {
    int end = end(name);
    String known = WORDS.get(name.substring(0, end));
    return known == null ? name : known + name.substring(end);
  }

  /** Returns where the name ends and what follows it begins. */
  private static int end(String name) {
    int end = name.length();
    for (String next : new String[] {",", " of ", " ("}) {
      int at = name.indexOf(next);
      end = at < 0 ? end : Math.min(end, at);
    }
    return end;
  }
}
