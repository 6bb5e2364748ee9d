/** The paper's experiments: settings, runs, their records, and the paper's tables beside ours. */
package org.lzn.experiment;
