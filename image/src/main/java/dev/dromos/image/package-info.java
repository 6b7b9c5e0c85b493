/** Makes container images of the router, the operator and the shared router, from a base that is given as a file. Needs no container engine and no registry. */
@NullMarked
package dev.dromos.image;

import org.jspecify.annotations.NullMarked;
