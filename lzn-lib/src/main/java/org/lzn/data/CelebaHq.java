package org.lzn.data;

import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.Optional;

/** CelebA-HQ: photographs of faces [Kar18]. */
@AutoService(DataSet.class)
public final class CelebaHq implements FolderDataSet {
  @Override
  public Card card() {
    return new Card(
        "celeba-hq",
        "CelebA-HQ",
        "photographs of faces",
        "research, not commercial",
        Optional.of(URI.create("https://github.com/tkarras/progressive_growing_of_gans")));
  }

  @Override
  public String remedy() {
    return "Make it as https://github.com/tkarras/progressive_growing_of_gans tells, put it";
  }
}
