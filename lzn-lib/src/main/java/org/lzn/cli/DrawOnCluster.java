package org.lzn.cli;

import java.nio.file.Path;
import org.lzn.cluster.Work;
import org.lzn.run.RunFolder;

/**
 * Some of the images that a run draws to be scored, drawn on some machine of a cluster and left in
 * the run's folder. Weights and settings are part of what is left, so that nothing is taken for
 * what it is not.
 *
 * @param folder of the run, the same on every machine
 * @param piece which images
 * @param code the version of the kit that asks for it
 */
record DrawOnCluster(String folder, int piece, String code) implements Work<Integer> {
  /** Makes a piece of work for a cluster that has the version of the kit that runs here. */
  static DrawOnCluster of(Path folder, int piece) {
    return new DrawOnCluster(folder.toAbsolutePath().normalize().toString(), piece, OneKit.here());
  }

  @Override
  public Integer done() {
    OneKit.require(code);
    RunFolder.at(Path.of(folder)).draw(piece);
    return piece;
  }
}
