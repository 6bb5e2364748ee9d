package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataSetRegistryTest {
  @Test
  void smallImagesComeBeforePhotographsAndTheseBeforeOnesOwn() {
    assertEquals(
        List.of(
            "fashion-mnist",
            "mnist",
            "cifar10",
            "emoji-people",
            "afhq-cat",
            "celeba-hq",
            "imagenet",
            "lsun-bedroom",
            "folder"),
        ours().stream().map(DataSet::id).toList());
  }

  @Test
  void aNameIsOneWordAndStandsForOneDataSet() {
    assertRefused("two data sets are called mnist: ", new Mnist(), new Named("mnist"));
    for (String name : List.of("", "cats:and", "Cats", "-cats", "my cats")) {
      assertRefused("small letters, digits and - inside, got \"" + name + "\"", new Named(name));
    }
    DataSet fine = new Named("cats-2");
    assertEquals(List.of(fine), DataSetRegistry.named(Stream.of(fine)));
  }

  /** The classes that are told before anything is read are those of the images. */
  @Test
  void theClassesToldAreThoseRead() {
    DataSet fashion = DataSetRegistry.of("fashion-mnist");
    ImageDataset test = fashion.test(Optional.empty(), 64);
    assertEquals(test.classNames(), fashion.classNames());
    assertEquals(test.shape(), fashion.shape().orElseThrow());
    assertEquals(10, fashion.classes(Optional.empty()));
  }

  /** The table is the registry's: a change of either is a change of both. */
  @Test
  void theReadmesTableIsTheRegistrys() throws IOException {
    String readme = Files.readString(Datasets.find("README.md"));
    String table =
        "| name | what | usual place | licence |\n|---|---|---|---|\n"
            + String.join("", ours().stream().map(DataSetRegistryTest::row).toList());
    assertTrue(readme.contains(table), () -> "datasets/README.md should have:\n" + table);
  }

  private static String row(DataSet set) {
    String title =
        set.card()
            .home()
            .map(page -> "[" + set.card().title() + "](" + page + ")")
            .orElse(set.card().title());
    String place = set.place().map(path -> "`" + path + "`").orElse("none, name a folder");
    return String.format(
        "| `%s` | %s: %s | %s | %s |\n",
        set.id(), title, set.card().about(), place, set.card().licence());
  }

  private static List<DataSet> ours() {
    return DataSetRegistry.all().stream()
        .filter(set -> set.getClass().getPackageName().equals("org.lzn.data"))
        .toList();
  }

  private static void assertRefused(String part, DataSet... sets) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DataSetRegistry.named(Stream.of(sets)))
            .getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  private record Named(String id) implements DataSet {
    @Override
    public Card card() {
      return new Card(id, id, "for this test", "none", Optional.empty());
    }

    @Override
    public ImageDataset train(Optional<Path> folder, int side) {
      throw new UnsupportedOperationException("nothing is read");
    }

    @Override
    public ImageDataset test(Optional<Path> folder, int side) {
      throw new UnsupportedOperationException("nothing is read");
    }
  }
}
