/**
 * Figures, tables and progress bars, for any Java kernel or none.
 *
 * <p>A figure is described once (a {@link org.lzn.plot.Panel}, or an image grid) and written twice:
 * as a PNG drawn in Java, which every reader of a notebook shows, and as Plotly JSON, which some
 * show with zoom, values under the pointer and a slider. Neither needs a network.
 *
 * <p>As the last expression of a cell a figure shows itself; {@link org.lzn.plot.Display#show} does
 * it from inside a loop. Where no kernel runs, text is printed instead.
 */
package org.lzn.plot;
