package org.lzn.metric;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small TorchScript files: a program and an object whose fields are objects. */
public final class TorchScriptFile {
  /** Fields by name; a module without children has none. */
  public record Module(String type, Map<String, Module> children) {
    public static Module of(String type) {
      return new Module(type, new LinkedHashMap<>());
    }

    public Module with(String name, Module child) {
      children.put(name, child);
      return this;
    }
  }

  private TorchScriptFile() {}

  public static Path write(Path file, String source, Module module) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "data.pkl", "\u0080\u0002" + pickle(module) + ".");
      put(zip, "code/__torch__.py", source);
      put(zip, "constants.pkl", "\u0080\u0002).");
      put(zip, "version", "3\n");
    }
    return file;
  }

  /** Returns the head of a class with children, to which methods are appended. */
  public static String declare(Module module) {
    StringBuilder text = new StringBuilder("class ").append(module.type).append("(Module):\n");
    text.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    module.children.forEach(
        (name, child) ->
            text.append("  ").append(name).append(" : __torch__.").append(child.type).append('\n'));
    return text.toString();
  }

  private static String pickle(Module module) {
    StringBuilder text = new StringBuilder("c__torch__\n" + module.type + "\n)\u0081}");
    text.append(word("training")).append("\u0089s"); // false
    module.children.forEach(
        (name, child) -> text.append(word(name)).append(pickle(child)).append('s'));
    return text.append('b').toString();
  }

  private static String word(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry("test/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
