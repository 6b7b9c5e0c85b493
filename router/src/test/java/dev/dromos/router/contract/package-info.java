/** KServe's contract, row by row, kept by the whole router: real sockets in front of it and scripted model servers behind it. */
@NullMarked
package dev.dromos.router.contract;

import org.jspecify.annotations.NullMarked;
