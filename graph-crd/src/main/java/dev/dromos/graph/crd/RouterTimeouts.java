package dev.dromos.graph.crd;

import org.jspecify.annotations.Nullable;

/** {@code spec.routerTimeouts}, whole seconds each, as written. */
public record RouterTimeouts(
        @Nullable Long serverRead,
        @Nullable Long serverWrite,
        @Nullable Long serverIdle,
        @Nullable Long serviceClient) {}
