/** What a step's {@code serviceName} stands for: an InferenceService, a Knative Service, a Service or another graph. */
@NullMarked
package dev.dromos.deploy.steps;

import org.jspecify.annotations.NullMarked;
