package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set with a name, such as {@code cifar10}: what it is, whose it is, where it lies and how
 * it is read.
 *
 * <p>One class describes one data set. An implementation with a constructor without arguments that
 * is registered for {@link java.util.ServiceLoader}, by {@code @AutoService(DataSet.class)}, is
 * found by {@link DataSetRegistry}, and then {@code --data} takes its name. Nothing is read before
 * it is asked for.
 */
public interface DataSet {
  /** Returns what it is and whose. */
  Card card();

  /**
   * What a data set is and whose.
   *
   * @param id the word for the command line and for run records, such as "cifar10"
   * @param title what it is called, such as "CIFAR-10"
   * @param about in one line what its images are
   * @param licence in few words
   * @param home its page, if it has one
   */
  record Card(String id, String title, String about, String licence, Optional<URI> home) {}

  /** Returns its word. */
  default String id() {
    return card().id();
  }

  /** Returns its usual place in the project, such as {@code datasets/cifar-10}, if it has one. */
  default Optional<String> place() {
    return Optional.empty();
  }

  /** Tells whether it cannot be read unless a folder is named. */
  default boolean needsFolder() {
    return false;
  }

  /** Returns the one shape of its images, (C, H, W); empty for photographs, seen at any size. */
  default Optional<Shape> shape() {
    return Optional.empty();
  }

  /** Returns what its labels mean, where that is known before anything is read; else nothing. */
  default List<String> classNames() {
    return List.of();
  }

  /**
   * Returns the number of classes.
   *
   * @param folder as in {@link #train}; it is read if the classes are not known before
   */
  default int classes(Optional<Path> folder) {
    return classNames().isEmpty() ? train(folder, 1).classNames().size() : classNames().size();
  }

  /** Returns how generators see its training images; as they are, if nothing else is said. */
  default View view() {
    return View.plain();
  }

  /**
   * Returns the name of the small classifier in {@code datasets/models} by whose features images of
   * these classes are compared; empty where that is left to Inception.
   */
  default Optional<String> scoringNetwork() {
    return Optional.empty();
  }

  /**
   * Returns the training images.
   *
   * @param folder where it lies; empty for the usual place
   * @param side of photographs, which become squares; other images have their size
   * @throws org.lzn.file.BadFileException if they are not there: it says what to fetch, and where
   *     to put it
   */
  ImageDataset train(Optional<Path> folder, int side);

  /** Returns the images that training does not see; as {@link #train}. */
  ImageDataset test(Optional<Path> folder, int side);
}
