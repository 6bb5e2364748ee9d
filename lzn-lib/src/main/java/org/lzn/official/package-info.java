/** The checkpoints that the paper's authors released: their names, entries and networks. */
package org.lzn.official;
