/** Case study 4: many data types in one latent space. */
package org.lzn.study.many;
