/** A run and all that it leaves: its plan, folder, record, scores, machine and code version. */
package org.lzn.run;
