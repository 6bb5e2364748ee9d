/** The ground under all else: constants safe under a gradient, seeded draws, checks, files. */
package org.lzn.tensor;
