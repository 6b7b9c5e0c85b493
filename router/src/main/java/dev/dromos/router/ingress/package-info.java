/** The HTTP edge towards clients: from a request's bytes to a graph, from the graph's result to an answer. Knows no Camel. */
@NullMarked
package dev.dromos.router.ingress;

import org.jspecify.annotations.NullMarked;
