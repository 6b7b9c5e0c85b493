package dev.dromos.nodes.call;

import dev.dromos.nodes.body.Payload;

/** What one step is sent. */
public record StepRequest(Payload body, RequestContext context) {}
