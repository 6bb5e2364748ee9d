/**
 * The latent space and its zones: latent computation and latent alignment [Lin25] §2.2.
 *
 * <p>Nothing here records a gradient; both operations carry hand-derived vector-Jacobian products.
 */
package org.lzn.latent;
