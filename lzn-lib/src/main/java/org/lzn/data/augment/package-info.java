/**
 * Random changes of images for two-view training, in plain Java: each a function of a picture and a
 * generator, so that a seed fixes every pixel. {@link org.lzn.data.augment.Views} has the recipes.
 */
package org.lzn.data.augment;
