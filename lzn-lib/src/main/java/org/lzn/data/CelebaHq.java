package org.lzn.data;

import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.Optional;

/** CelebA-HQ: photographs of faces [Kar18]. */
@AutoService(DataSet.class)
public final class CelebaHq implements FolderDataSet {
  @Override
  public String id() {
    return "celeba-hq";
  }

  @Override
  public String title() {
    return "CelebA-HQ";
  }

  @Override
  public String about() {
    return "photographs of faces";
  }

  @Override
  public String licence() {
    return "research, not commercial";
  }

  @Override
  public Optional<URI> home() {
    return Optional.of(URI.create("https://github.com/tkarras/progressive_growing_of_gans"));
  }

  @Override
  public String remedy() {
    return "Make it as https://github.com/tkarras/progressive_growing_of_gans tells, put it";
  }
}
