package org.lzn.data;

import java.io.IOException;
import java.nio.file.Path;

/** Encoded images somewhere on disk, numbered from 0, none of them opened before it is read. */
interface Listing {
  /** Returns the number of images. */
  int size();

  /** Returns an image's name below the folder or archive, with slashes. */
  String name(int image);

  /** Returns where an image is, for messages. */
  Path place(int image);

  /** Returns the length of an image's file in bytes. */
  long length(int image) throws IOException;

  /** Returns the bytes of an image's file; any thread may ask. */
  byte[] read(int image) throws IOException;
}
