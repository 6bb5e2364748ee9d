/**
 * Data sets and batches: images with labels, read from files that are checked, served as arrays.
 *
 * <p>An {@link org.lzn.data.ImageDataset} is a fixed list of images. {@link
 * org.lzn.data.FashionMnist}, {@link org.lzn.data.Mnist} and {@link org.lzn.data.Cifar10} hold
 * theirs in memory; {@link org.lzn.data.ImageFolder} and {@link org.lzn.data.ImageNet} decode each
 * image when it is asked for.
 *
 * <p>A {@link org.lzn.data.DataSet} describes a named one, with its licence and its home; {@link
 * org.lzn.data.DataSetRegistry} has them all, also those that others add, and a {@link
 * org.lzn.data.DataSource} is one of them with its place.
 *
 * <p>{@link org.lzn.data.Batches} puts a data set in the order of a seed and sees its images in
 * {@link org.lzn.data.View}s, one or two of each. {@link org.lzn.data.Loader} makes the same
 * batches in background threads.
 */
package org.lzn.data;
