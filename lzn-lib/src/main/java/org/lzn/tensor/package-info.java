/** The ground under all else: constants safe under a gradient, seeded draws, checks. */
package org.lzn.tensor;
