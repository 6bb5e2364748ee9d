package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Emoji people as the images of a training: an image has the channels of all styles, and its label
 * is the number of its concept, by which {@link EmojiPeople} knows captions and attributes.
 */
@AutoService(DataSet.class)
public final class EmojiPeopleSet implements DataSet {
  private static final String NAME = "emoji-people";

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Emoji people",
        "1,008 + 288 concepts, each drawn in three styles, 32 × 32, with captions and labels",
        "Apache-2.0, CC-BY-4.0, MIT",
        Optional.of(URI.create("https://www.unicode.org/emoji/charts/full-emoji-list.html")));
  }

  @Override
  public Optional<String> place() {
    return Optional.of("datasets/" + NAME);
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(new Shape(3L * EmojiPeople.STYLES.size(), 32, 32));
  }

  /** Returns the set in a folder, or in its usual place. */
  public static EmojiPeople open(Optional<Path> folder) {
    return folder.map(EmojiPeople::open).orElseGet(EmojiPeople::open);
  }

  /** The concepts to learn from; the last 144 are those for validation. */
  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    EmojiPeople people = open(folder);
    int[] learning = people.withoutValidation();
    int[] all =
        IntStream.concat(IntStream.of(learning), IntStream.of(people.validation())).toArray();
    return of(people, "Emoji people to learn from", all);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    EmojiPeople people = open(folder);
    return of(people, "Emoji people held out", people.held());
  }

  private static ImageDataset of(EmojiPeople people, String name, int... concepts) {
    List<ImageDataset> styles =
        EmojiPeople.STYLES.stream().map(style -> people.pictures(style, concepts)).toList();
    return new StackedImages(String.format("%s, %,d concepts", name, concepts.length), styles);
  }
}
