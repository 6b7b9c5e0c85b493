package dev.dromos.router.training;

/** Every kind of node, and every way for a step to be reached, sent something, or left out. */
final class TrainingGraph {
    /** What the steps' server answers with, by path. */
    static final String JSON = "/json";

    static final String TEXT = "/text";

    static final String ERROR = "/error";

    private static final String SPEC = """
            {"nodes": {
              "root": {"routerType": "Sequence", "steps": [
                {"nodeName": "choice"},
                {"serviceUrl": "{0}/json", "data": "$response", "condition": "predictions", "dependency": "Hard"},
                {"nodeName": "split", "data": "$response", "mapPredictionsToInstances": true},
                {"serviceUrl": "{0}/json", "condition": "[@this].#(predictions.0>0)"},
                {"nodeName": "all"}]},
              "choice": {"routerType": "Switch", "steps": [
                {"serviceUrl": "{0}/text", "condition": "[@this].#(ask==text)"},
                {"serviceUrl": "{0}/error", "condition": "[@this].#(ask==\\"error\\")"},
                {"serviceUrl": "{0}/json", "condition": "instances.#(>0)"}]},
              "split": {"routerType": "Splitter", "steps": [
                {"serviceUrl": "{0}/json", "weight": 50}, {"serviceUrl": "{0}/json", "weight": 50}]},
              "all": {"routerType": "Ensemble", "steps": [
                {"serviceUrl": "{0}/json", "name": "one"},
                {"serviceUrl": "{0}/text"},
                {"serviceUrl": "{0}/json", "dependency": "Hard"}]}}}
            """;

    private TrainingGraph() {}

    /** @param address of the steps' server, without a path */
    static String at(String address) {
        return SPEC.replace("{0}", address);
    }
}
