package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;

  @Test
  void theBuildSaysWhichCodeTheClassesAre() {
    CodeVersion current = CodeVersion.current();
    assertTrue(current.version().matches("\\d+\\.\\d+.*"), current.toString());
    assertTrue(current.commit().matches("[0-9a-f]{40,64}|unknown"), current.toString());
    assertEquals(current.commit().equals("unknown"), current.changed() == null);
  }

  @Test
  void changesNotYetCommittedAreSaid() {
    CodeVersion clean = CodeVersion.of(built("version=1.2", "commit=" + COMMIT, "changed=false"));
    assertEquals("version 1.2, commit " + COMMIT, clean.toString());
    CodeVersion changed = CodeVersion.of(built("version=1.2", "commit=" + COMMIT, "changed=true"));
    assertEquals("version 1.2, commit " + COMMIT + ", changed", changed.toString());
  }

  @Test
  void builtOutsideARepositoryItIsUnknown() {
    CodeVersion outside = CodeVersion.of(built("version=1.2", "commit=unknown", "changed=true"));
    assertEquals("version 1.2, commit unknown", outside.toString());
    assertNull(outside.changed());
    assertEquals("version unknown, commit unknown", CodeVersion.of(built()).toString());
  }

  @Test
  void aRecordKeepsWhatWasChangedAndOlderOnesAreStillRead() throws IOException {
    RunRecord now = RunRecord.named("now");
    Path file = now.save(folder);
    assertEquals(now.code(), RunRecord.load(file).code());
    String text = Files.readString(file);
    String code = "\"commit\": \"" + now.code().commit() + "\"";
    assertTrue(text.contains(code), text);
    Files.writeString(file, text.replaceAll(code + ",\\s*\"changed\": (true|false)", code));
    RunRecord older = RunRecord.load(file);
    assertNull(older.code().changed());
    assertNotNull(older.code().toString());
  }

  private static Properties built(String... lines) {
    Properties properties = new Properties();
    for (String line : lines) {
      properties.setProperty(line.split("=", 2)[0], line.split("=", 2)[1]);
    }
    return properties;
  }
}
