/**
 * Data sets and batches: images with labels, read from files that are checked, served as arrays.
 *
 * <p>An {@link org.lzn.data.ImageDataset} is a fixed list of images. {@link org.lzn.data.Batches}
 * puts it in the order of a seed. {@link org.lzn.data.FashionMnist} is the data set of the case
 * studies at classroom scale [Xiao17].
 */
package org.lzn.data;
