package dev.dromos.nodes.call;

/** What one step is sent. */
public record StepRequest(Payload body, RequestContext context) {}
