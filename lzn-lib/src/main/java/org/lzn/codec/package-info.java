/** Data types: how samples become anchors of the latent space, and latents become samples. */
package org.lzn.codec;
