/** {@code bench/parity}: whether Dromos and KServe's router say and do the same, over graphs made by chance. */
@NullMarked
package dev.dromos.bench.parity;

import org.jspecify.annotations.NullMarked;
