/**
 * The nodes as Camel parts: the {@code predictor} component, the {@code gjson} language, the processors and load balancers
 * that the routes of a graph are made of. The only package of this module that knows Camel.
 */
@NullMarked
package dev.dromos.nodes.route;

import org.jspecify.annotations.NullMarked;
