/** Velocity fields, the straight path between noise and data, and solvers of their equations. */
package org.lzn.flow;
