/** What is trained for: losses over a batch, and one step of each with its gradients. */
package org.lzn.objective;
