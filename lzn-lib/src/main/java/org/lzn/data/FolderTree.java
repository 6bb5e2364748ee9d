package org.lzn.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lzn.file.BadFileException;

/**
 * The images below a folder, however deep, each real file once.
 *
 * <p>First everything is listed that is there under its own name; then symbolic links are followed,
 * in the order of their names. A link is passed over if it leads to a folder that holds it, or to a
 * file or folder that is listed already: so no loop can occur, and nothing is counted twice. Only
 * names are read; what begins with a dot is passed over.
 */
final class FolderTree {
  private final Node root = new Node();
  private final Set<Path> entered = new HashSet<>();
  private final Set<Path> linked = new HashSet<>();
  private final Deque<Place> folders = new ArrayDeque<>();
  private final Queue<Place> links = new PriorityQueue<>(Comparator.comparing(Place::path));

  private FolderTree() {}

  /** What a folder holds: names of images, and folders by name. */
  private record Node(Set<String> images, Map<String, Node> folders) {
    Node() {
      this(new TreeSet<>(), new TreeMap<>());
    }

    void list(String prefix, List<String> names) {
      images.forEach(image -> names.add(prefix + image));
      folders.forEach((name, inner) -> inner.list(prefix + name + "/", names));
    }
  }

  /**
   * Something to be looked at.
   *
   * @param path its name from the first folder on
   * @param owner what holds it
   * @param real the real path of the folder that holds it
   */
  private record Place(Path path, Node owner, Path real) {
    String name() {
      return path.getFileName().toString();
    }
  }

  /**
   * Lists a folder.
   *
   * @throws BadFileException if it or a folder in it cannot be read
   */
  static FolderTree of(Path folder) {
    FolderTree tree = new FolderTree();
    tree.enter(folder, tree.root);
    while (!tree.folders.isEmpty() || !tree.links.isEmpty()) {
      if (tree.folders.isEmpty()) {
        tree.follow(tree.links.remove());
      } else {
        Place next = tree.folders.remove();
        tree.enter(next.path, tree.inner(next));
      }
    }
    return tree;
  }

  /** Returns the names of the images that the folder holds directly, in order. */
  List<String> images() {
    return List.copyOf(root.images);
  }

  /** Returns the names of its folders, in order. */
  List<String> folders() {
    return List.copyOf(root.folders.keySet());
  }

  /** Returns the names of all images below it: a folder's own images, then those of its folders. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    root.list("", names);
    return List.copyOf(names);
  }

  /** Returns the names of all images in one of its folders, each behind that folder's. */
  List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    root.folders.get(folder).list(folder + "/", names);
    return names;
  }

  private void enter(Path folder, Node node) {
    try {
      Path real = folder.toRealPath();
      if (!entered.add(real)) {
        return;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          look(new Place(entry, node, real));
        }
      }
    } catch (NoSuchFileException e) {
      throw bad(folder, "no such folder", e);
    } catch (NotDirectoryException e) {
      throw bad(folder, "a file", e);
    } catch (IOException | DirectoryIteratorException e) {
      throw bad(folder, e.toString(), e);
    }
  }

  private void look(Place place) {
    if (place.name().startsWith(".")) {
      return;
    }
    if (Files.isSymbolicLink(place.path)) {
      links.add(place);
    } else if (FolderListing.isImage(place.name())) {
      if (linked.isEmpty() || !linked.contains(place.real.resolve(place.name()))) {
        place.owner.images.add(place.name());
      }
    } else if (Files.isDirectory(place.path)) {
      folders.add(place);
    }
  }

  private void follow(Place link) {
    Path target = target(link);
    if (FolderListing.isImage(link.name())) {
      if (target == null || (!isListed(target) && linked.add(target))) {
        link.owner.images.add(link.name());
      }
    } else if (target != null
        && Files.isDirectory(target)
        && !link.real.startsWith(target)
        && !entered.contains(target)) {
      enter(link.path, inner(link));
    }
  }

  /** Returns whether a real file was found under its own name; no list of them all is kept. */
  private boolean isListed(Path file) {
    String name = file.getFileName().toString();
    return entered.contains(file.getParent())
        && FolderListing.isImage(name)
        && !name.startsWith(".");
  }

  private Node inner(Place place) {
    return place.owner.folders.computeIfAbsent(place.name(), name -> new Node());
  }

  /** Returns where a link leads, null for nowhere: of an image, reading it will tell. */
  private static Path target(Place link) {
    try {
      return link.path.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  private static BadFileException bad(Path folder, String actual, Exception cause) {
    String remedy = "See datasets/README.md for where each data set goes.";
    return new BadFileException(folder, "a folder of images", actual, remedy, cause);
  }
}
