/** The YAML of an InferenceGraph as records, as written: nothing is checked or defaulted yet, so anything may be null. */
@NullMarked
package dev.dromos.graph.crd;

import org.jspecify.annotations.NullMarked;
