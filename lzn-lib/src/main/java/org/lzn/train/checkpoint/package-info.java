/** A training's state in files, from which it goes on as if it had never stopped. */
package org.lzn.train.checkpoint;
