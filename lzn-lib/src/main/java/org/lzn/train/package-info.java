/** The one training loop: its options, its listeners, and how it ends. */
package org.lzn.train;
