package org.lzn.data;

import com.google.auto.service.AutoService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** AFHQ-Cat: photographs of faces of cats [Choi20]. */
@AutoService(DataSet.class)
public final class AfhqCat implements FolderDataSet {
  @Override
  public Card card() {
    return new Card(
        "afhq-cat",
        "AFHQ-Cat",
        "photographs of faces of cats",
        "CC BY-NC 4.0",
        Optional.of(URI.create("https://github.com/clovaai/stargan-v2")));
  }

  @Override
  public String remedy() {
    return "Fetch afhq.zip from https://github.com/clovaai/stargan-v2, unpack it";
  }

  @Override
  public ImageFiles read(Path folder) {
    Path cats = folder.resolve("cat"); // beside dogs and wild animals, as the archive has it
    return ImageFolder.flat(Files.isDirectory(cats) ? cats : folder);
  }
}
