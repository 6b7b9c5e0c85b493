package dev.dromos.image;

/** Processors, as images call them. */
final class Architecture {
    private Architecture() {}

    /** This machine's. */
    static String here() {
        String java = System.getProperty("os.arch");
        return java.equals("aarch64") ? "arm64" : java;
    }
}
