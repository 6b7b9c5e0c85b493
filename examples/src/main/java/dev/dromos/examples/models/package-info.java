/** A model server over REST (KServe V1, Open Inference Protocol V2) whose models are trained when it starts. */
@NullMarked
package dev.dromos.examples.models;

import org.jspecify.annotations.NullMarked;
