package org.lzn.codec;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import org.lzn.data.Picture;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Require;

/** A data type whose samples are images of one shape. */
interface DrawnType extends DataType<ImageBatch> {
  /** Returns the shape of an image, (C, H, W). */
  Shape shape();

  @Override
  default int size(ImageBatch images) {
    return images.size();
  }

  /** Reads a file: its middle square, as large as this type's images. */
  @Override
  default ImageBatch read(String word) {
    Picture picture = Picture.read(Path.of(word)).fitted(shape());
    return new ImageBatch(picture.values(), new Shape(1).addAll(shape()));
  }

  /** Images are looked at. */
  @Override
  default List<String> words(ImageBatch images) {
    return List.of();
  }

  @Override
  default ImageBatch take(ImageBatch images, int... indices) {
    return images.take(indices);
  }

  /** Refuses images of another shape in one line. */
  default void requireShape(ImageBatch images) {
    Shape got = images.shape().slice(1);
    Require.that(
        got.equals(shape()), "pictures of the type %s must be %s, got %s", name(), shape(), got);
  }
}
