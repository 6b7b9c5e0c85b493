package dev.dromos.nodes.call;

/** One header line of the client that its graph passes on to every step. */
public record Header(String name, String value) {}
