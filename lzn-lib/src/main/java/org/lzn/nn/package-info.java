/**
 * The networks: NCSN++ as encoder and decoder of images, and the residual network of case study 2.
 *
 * <p>Each network is one flat list of parameters under the names of the released checkpoints; the
 * layers (one concept a file) borrow their parameters from it.
 */
package org.lzn.nn;
