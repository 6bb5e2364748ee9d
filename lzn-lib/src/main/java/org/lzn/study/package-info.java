/** Case studies: what a recipe trains, by which settings, and how the result is scored. */
package org.lzn.study;
