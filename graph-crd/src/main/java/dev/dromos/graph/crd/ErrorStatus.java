package dev.dromos.graph.crd;

/** Which HTTP status a failure is answered with. The constants are the words of the YAML. */
public enum ErrorStatus {
    kserve,
    precise
}
