/** Tasks as compositions: each is an encoder and a decoder around the latent space. */
package org.lzn.task;
