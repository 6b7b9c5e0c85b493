/** Bodies of requests and answers in memory: how they come in, and how much room they may take together. Knows neither Camel nor connections. */
@NullMarked
package dev.dromos.nodes.body;

import org.jspecify.annotations.NullMarked;
