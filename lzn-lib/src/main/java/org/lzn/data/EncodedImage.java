package org.lzn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of an image file as a reader sees them. The reader of WebP goes on after their end as
 * if zeros followed, for minutes if a damaged file claims many tables. Readers look a few bytes
 * ahead of what they need, at most some dozens in sound files: here they are stopped well beyond
 * that.
 */
final class EncodedImage extends MemoryCacheImageInputStream {
  private int allowed = 10_000;

  EncodedImage(byte[] bytes) {
    super(new ByteArrayInputStream(bytes));
  }

  @Override
  public int read() throws IOException {
    return counted(super.read());
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    return counted(super.read(target, from, length));
  }

  private int counted(int result) {
    allowed -= result < 0 ? 1 : 0;
    if (allowed < 0) {
      // Unchecked, since the reader takes the end of the file for zeros.
      throw new IllegalStateException("it needs more than its bytes");
    }
    return result;
  }
}
