/** The paper's tables beside ours, tables and charts over seeds, planes and slices of latents. */
package org.lzn.report;
