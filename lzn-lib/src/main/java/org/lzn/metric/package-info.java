/** Scores. A metric knows no model: it gets images, features or labels. */
package org.lzn.metric;
