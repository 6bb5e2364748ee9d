package org.lzn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path home;

  @Test
  void aBranchIsFollowed() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", COMMIT + "\n");
    assertEquals(COMMIT, CodeVersion.commit(home));
  }

  @Test
  void aPackedBranchIsFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(
        ".git/packed-refs",
        "# pack-refs\nffff refs/heads/not-main\n" + COMMIT + " refs/heads/main\n");
    assertEquals(COMMIT, CodeVersion.commit(home));
  }

  @Test
  void aDetachedHeadIsTheCommit() throws IOException {
    write(".git/HEAD", COMMIT + "\n");
    assertEquals(COMMIT, CodeVersion.commit(home));
  }

  @Test
  void aLinkedWorkTreeIsFollowed() throws IOException {
    write("tree/.git", "gitdir: " + home.resolve("main/.git/worktrees/tree") + "\n");
    write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/side\n");
    write("main/.git/worktrees/tree/commondir", "../..\n");
    write("main/.git/refs/heads/side", COMMIT + "\n");
    assertEquals(COMMIT, CodeVersion.commit(home.resolve("tree")));
  }

  @Test
  void elsewhereItIsUnknown() throws IOException {
    assertEquals("unknown", CodeVersion.commit(home));
    write(".git/HEAD", "ref: refs/heads/new\n");
    assertEquals("unknown", CodeVersion.commit(home));
    write(".git/packed-refs", "\n");
    assertEquals("unknown", CodeVersion.commit(home));
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
