/** Training: objectives, the one loop, its optimiser, warm-up and moving average. */
package org.lzn.train;
