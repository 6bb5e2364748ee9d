package org.lzn.codec;

/**
 * The zone of one class, such as the tone "dark".
 *
 * @param type of the labels
 * @param label the number of the class
 */
public record ClassZone(LabelType type, int label) {
  /** Checks that the type has the class. */
  public ClassZone {
    LabelAnchors.requireClass(label, type.classNames().size());
  }

  @Override
  public String toString() {
    return type.name() + " " + type.classNames().get(label);
  }
}
