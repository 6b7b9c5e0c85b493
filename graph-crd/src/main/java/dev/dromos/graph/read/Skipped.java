package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;

/** A document that is no graph. {@code kind} is the one it states, else what it is. */
public record Skipped(String kind, Position at) {}
