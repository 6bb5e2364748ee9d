package org.lzn.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Source;

/**
 * Reads a MATLAB file with little memory, whatever sizes it claims: the library makes what a file
 * claims before it looks whether that is there.
 */
final class ModestMatReader extends Mat5Reader {
  /** The most elements of a table or a cell; ImageNet's table has 17,000. */
  private static final int MOST_ELEMENTS = 1 << 20;

  /** The most bytes of one array of numbers or characters. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int MOST_LEVELS = 32;

  private int level;

  ModestMatReader(Source source) {
    super(source);
    setBufferAllocator(new Allocator());
    disableSubsystemProcessing();
  }

  @Override
  protected Mat5Reader createChildReader(Source source) {
    return new ModestMatReader(source);
  }

  @Override
  protected Array readNestedArray() throws IOException {
    level++;
    if (level > MOST_LEVELS) {
      throw new IOException("more than " + MOST_LEVELS + " tables in each other");
    }
    Array array = super.readNestedArray();
    level--;
    return array;
  }

  @Override
  protected Array[][] readValues(EntryHeader header, int fields, String[] names)
      throws IOException {
    requireFew((long) header.getNumElements() * fields);
    return super.readValues(header, fields, names);
  }

  @Override
  protected Array readCell(EntryHeader header) throws IOException {
    requireFew(header.getNumElements());
    return super.readCell(header);
  }

  private static void requireFew(long elements) throws IOException {
    if (elements > MOST_ELEMENTS) {
      throw new IOException("a table of more than " + MOST_ELEMENTS + " elements: " + elements);
    }
  }

  /** Memory for numbers, from Java's heap. */
  private static final class Allocator implements BufferAllocator {
    @Override
    public ByteBuffer allocate(int bytes) {
      if (bytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "an array of more than " + MOST_BYTES + " bytes: " + bytes);
      }
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
      // The heap frees it.
    }
  }
}
