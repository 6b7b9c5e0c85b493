/**
 * What a step does about slow and failed calls: each layer wraps a {@link dev.dromos.nodes.call.Call}, and {@link
 * dev.dromos.nodes.policy.CallStack} puts them together. No Camel, no I/O, and time and chance from outside.
 */
@NullMarked
package dev.dromos.nodes.policy;

import org.jspecify.annotations.NullMarked;
