/** The TLS of connections to steps: whom we trust, who we are, and the files of both. Knows Vert.x. */
@NullMarked
package dev.dromos.nodes.tls;

import org.jspecify.annotations.NullMarked;
