package org.lzn.data;

import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.Optional;

/** LSUN-Bedroom: photographs of bedrooms [Yu15], exported to image files. */
@AutoService(DataSet.class)
public final class LsunBedroom implements FolderDataSet {
  @Override
  public Card card() {
    return new Card(
        "lsun-bedroom",
        "LSUN-Bedroom",
        "photographs of bedrooms, exported to image files",
        "none stated",
        Optional.of(URI.create("https://github.com/fyu/lsun")));
  }

  @Override
  public String remedy() {
    return "Export it as https://github.com/fyu/lsun tells, put the image files";
  }
}
