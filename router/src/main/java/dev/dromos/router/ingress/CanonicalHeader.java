package dev.dromos.router.ingress;

/** Header names as Go spells them, because KServe's propagation patterns are matched against that spelling (contract R14). */
final class CanonicalHeader {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private CanonicalHeader() {}

    /** {@code x-request-id} becomes {@code X-Request-Id}; a name that is no HTTP token stays as it is. */
    static String of(String name) {
        var canonical = new StringBuilder(name.length());
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isToken(c)) {
                return name;
            }
            canonical.append(upper ? toUpper(c) : toLower(c));
            upper = c == '-';
        }
        return canonical.toString();
    }

    private static boolean isToken(char c) {
        return isLower(c) || isUpper(c) || (c >= '0' && c <= '9') || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static char toUpper(char c) {
        return isLower(c) ? (char) (c - ('a' - 'A')) : c;
    }

    private static char toLower(char c) {
        return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
    }
}
