/** What turns gradients into weights: Adam, warm-up, clipping, the moving average. */
package org.lzn.train.optim;
