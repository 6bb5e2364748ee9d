/** Experiments: their settings, the records of their runs, the paper's tables beside ours. */
package org.lzn.experiment;
