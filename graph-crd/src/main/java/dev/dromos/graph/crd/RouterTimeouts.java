package dev.dromos.graph.crd;

import org.jspecify.annotations.Nullable;

/** {@code spec.routerTimeouts}, whole seconds each, as written. */
public record RouterTimeouts(
        @Described(
                value = "To read one request; then it is answered 408. 0: no limit. Default: 60.",
                least = 0,
                most = Size.SECONDS)
        @Nullable
        Long serverRead,

        @Described(
                value = "The graph's answer is due within it. 0: no limit. Default: 60.",
                least = 0,
                most = Size.SECONDS)
        @Nullable
        Long serverWrite,

        @Described(
                value = "A silent connection of a client is closed after it. 0: never. Default: 180.",
                least = 0,
                most = Size.SECONDS)
        @Nullable
        Long serverIdle,

        @Described(
                value = "One step's call, from waiting for a connection to the last byte. 0: no limit. Default: 0.",
                least = 0,
                most = Size.SECONDS)
        @Nullable
        Long serviceClient) {}
