package dev.dromos.router.metrics;

import java.util.List;

/** Every metric: its name, its help, its labels. The operations page lists the same. */
enum Metric {
    REQUESTS("dromos_requests_total", "Requests that the graph was run for and that were answered.", "status"),
    REQUEST_SECONDS(
            "dromos_request_duration_seconds", "From a request's head to its answer, of those that were answered."),
    REFUSED("dromos_requests_refused_total", "Requests that the graph was not run for.", "reason"),
    CLIENTS_GONE("dromos_clients_gone_total", "Requests whose client left before the answer."),
    IN_FLIGHT("dromos_requests_in_flight", "Requests that have been let in and not been answered."),
    HELD_BYTES("dromos_body_bytes_held", "Bytes of bodies in memory, as --max-held-mib counts them."),
    CONNECTIONS("dromos_client_connections", "Open connections of clients, idle ones included."),
    CONNECTIONS_CUT(
            "dromos_client_connections_cut_total",
            "Connections of clients that were closed without an answer.",
            "reason"),
    GRAPH_CHANGES(
            "dromos_graph_changes_total", "Changes of a graph that --watch or --watch-namespace has seen.", "result"),
    WAKES("dromos_wakes_total", "Requests that came after a time without any, so that --wake woke the steps."),
    WAKE_CALLS("dromos_wake_calls_total", "Light requests that wake a step's server.", "result"),
    LOG_LINES_DROPPED("dromos_log_lines_dropped_total", "Log lines that were dropped because nobody read them."),
    THREADS_BLOCKED(
            "dromos_threads_blocked_total", "Times that something kept an event loop for 2 s, or a worker for 60 s."),
    PATTERNS_IGNORED("dromos_header_patterns_ignored", "Patterns of PROPAGATE_HEADERS that are not RE2."),
    STEP_ANSWERS(
            "dromos_step_answers_total",
            "Calls to a step that were answered, each retry and each hedge being one.",
            "node",
            "step",
            "status"),
    STEP_FAILURES("dromos_step_failures_total", "Calls to a step that were not.", "node", "step", "failure"),
    STEP_SECONDS("dromos_step_duration_seconds", "From a call to its end.", "node", "step"),
    STEP_RETRIES("dromos_step_retries_total", "Calls that were made again after a failure.", "node", "step"),
    STEP_HEDGES("dromos_step_hedges_total", "Second calls made because the first was slow.", "node", "step"),
    STEP_FALLBACKS("dromos_step_fallbacks_total", "Times that a fallback stood in for a step.", "node", "step"),
    STEP_CONNECTIONS("dromos_step_connections", "Open connections to steps, idle ones included."),
    STEP_WAITING("dromos_step_calls_waiting", "Calls that wait for a connection to a step."),
    STEP_RESENDS(
            "dromos_step_resends_total", "Calls sent once more because a kept connection turned out to be closed.");

    private final String title;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, and no other way
    private final List<String> labels;

    Metric(String title, String help, String... labels) {
        this.title = title;
        this.help = help;
        this.labels = List.of(labels);
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }
}
