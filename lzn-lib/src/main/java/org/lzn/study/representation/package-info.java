/** Case study 2: an encoder that learns without labels, judged by linear probes. */
package org.lzn.study.representation;
