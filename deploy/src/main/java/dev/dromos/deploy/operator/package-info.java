/** The operator: watches graphs and what they depend on, and makes the cluster be as was decided. */
@NullMarked
package dev.dromos.deploy.operator;

import org.jspecify.annotations.NullMarked;
