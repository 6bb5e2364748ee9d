package org.lzn.cli;

import java.nio.file.Path;
import org.lzn.cluster.Work;
import org.lzn.flow.Solvers;
import org.lzn.run.RunFolder;
import org.lzn.run.SampleArchive;

/**
 * Some of the images of an archive, drawn on some machine of a cluster and left beside the file.
 *
 * @param run the folder of the run, the same on every machine
 * @param file of the archive, likewise
 * @param size how many images the archive has
 * @param solver by its name
 * @param seed of latents and noise
 * @param piece which images
 * @param code the version of the kit that asks for it
 */
record SampleOnCluster(
    String run, String file, int size, String solver, long seed, int piece, String code)
    implements Work<Integer> {
  /** Makes a piece of work for a cluster that has the version of the kit that runs here. */
  static SampleOnCluster of(SampleArchive archive, String solver, int piece) {
    return new SampleOnCluster(
        whole(archive.run().path()),
        whole(archive.file()),
        archive.size(),
        solver,
        archive.seed(),
        piece,
        OneKit.here());
  }

  private static String whole(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  @Override
  public Integer done() {
    OneKit.require(code);
    RunFolder folder = RunFolder.at(Path.of(run));
    new SampleArchive(folder, Path.of(file), size, Solvers.parse(solver), seed).make(piece);
    return piece;
  }
}
