/** Case study 3: one model that draws by class and classifies. */
package org.lzn.study.joint;
