package org.lzn.run;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.lzn.train.TrainingOptions;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The settings of a case study, the same for its method and its baselines. */
public interface Study {
  /** Returns its name, for records and headings. */
  String name();

  /** Returns how long and how to train. */
  TrainingOptions training();

  /** Returns the shape of the images it is made for, (C, H, W). */
  Shape shape();

  /** Returns what its runs' records keep of it besides the training, by part. */
  Map<String, Object> options();

  /** Returns its settings in words, by name. */
  Map<String, String> described();

  /** Returns a table of these settings beside those of another study of the same kind. */
  default Table beside(Study other) {
    Map<String, String> ours = described();
    return Table.create(
        "Settings",
        StringColumn.create("setting", ours.keySet()),
        StringColumn.create(name(), ours.values()),
        StringColumn.create(other.name(), other.described().values()));
  }

  /** Returns a training of this study under a name, such as "rf-lzn". */
  default Experiment experiment(String run) {
    return Experiment.of(this, run);
  }
}
