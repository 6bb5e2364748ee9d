/** Case study 1: drawing without a label, with latent zones and without. */
package org.lzn.study.unconditional;
