package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.lzn.tensor.Require;

/**
 * The intermediate layer of Inception whose features sFID compares ([Nash21]), mixed_6/conv.
 *
 * <p>The public file's program runs to its end only. TorchScript keeps that program as text, so
 * that a method which runs the same layers up to mixed_6/conv can be added to it in memory.
 */
final class SpatialLayer {
  /** The method added. */
  static final String METHOD = "spatial";

  private static final int CHANNELS = 7;

  private static final List<String> LAYERS =
      List.of(
          "conv",
          "conv_1",
          "conv_2",
          "pool0",
          "conv_3",
          "conv_4",
          "pool1",
          "mixed",
          "mixed_1",
          "mixed_2",
          "mixed_3",
          "mixed_4",
          "mixed_5",
          "mixed_6.conv");

  /** The forward method of the whole network, which alone can return features. */
  private static final Pattern FORWARD =
      Pattern.compile("  def forward\\(self: ([\\w.]+),\\s+img: Tensor,\\s+return_features: bool");

  private SpatialLayer() {}

  /** Returns the first 7 channels of the layer's output (n, C, 17, 17), flattened. */
  static NDArray features(NDArray layer) {
    Require.that(
        layer.getShape().dimension() == 4 && layer.getShape().get(1) >= CHANNELS,
        "the spatial layer must give (n, 7 or more, h, w), got %s",
        layer.getShape());
    return layer.get(new NDIndex(":, :" + CHANNELS)).reshape(layer.getShape().get(0), -1);
  }

  /** Returns the archive with the method in the network's class; unchanged if none is known. */
  static byte[] addTo(byte[] archive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(archive.length);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (entry.getName().endsWith(".py")) {
          put(out, entry.getName(), withMethod(content));
        } else if (!entry.getName().endsWith(".debug_pkl")) { // line numbers of the old text
          put(out, entry.getName(), content);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] withMethod(byte[] source) {
    String text = new String(source, StandardCharsets.UTF_8);
    Matcher forward = FORWARD.matcher(text);
    if (!forward.find()) {
      return source;
    }
    String method = method(forward.group(1));
    String changed = text.substring(0, forward.start()) + method + text.substring(forward.start());
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  private static String method(String type) {
    StringBuilder method = new StringBuilder("  def ").append(METHOD).append("(self: ");
    method.append(type).append(",\n    x: Tensor) -> Tensor:\n");
    String value = "x";
    for (int i = 0; i < LAYERS.size(); i++) {
      method.append("    x").append(i).append(" = (self.layers.").append(LAYERS.get(i));
      method.append(").forward(").append(value).append(", )\n");
      value = "x" + i;
    }
    return method.append("    return ").append(value).append('\n').toString();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
