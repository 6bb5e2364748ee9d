/** The command line: long runs outside a notebook. */
package org.lzn.cli;
