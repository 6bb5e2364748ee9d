/** One training in many processes: who holds which rows, and how their numbers come together. */
package org.lzn.workers;
