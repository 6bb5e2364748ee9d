/** What the array library lacks: constants safe under a gradient, seeded draws, argument checks. */
package org.lzn.tensor;
