package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonText;

/** The key that a member of <code>{…}</code> gets: the one it was given, or the last component of its path. */
final class MultipathKey {
    private static final byte[] UNNAMED = {'_'};

    private MultipathKey() {}

    /**
     * The key with its colon, for a member whose name is {@code text[name, nameEnd)}, and its path {@code text[path,
     * pathEnd)}.
     */
    static Utf8 of(byte[] text, int name, int nameEnd, int path, int pathEnd) {
        var out = new JsonBuffer(nameEnd - name + 3);
        if (name < nameEnd) {
            if (text[name] == '"' && JsonText.isValid(text, name, nameEnd)) {
                out.append(text, name, nameEnd);
            } else {
                GoString.quote(out, text, name, nameEnd);
            }
        } else {
            int last = lastComponent(text, path, pathEnd);
            if (isSimple(text, last, pathEnd)) {
                GoString.quote(out, text, last, pathEnd);
            } else {
                GoString.quote(out, UNNAMED, 0, 1);
            }
        }
        out.append(':');
        return Utf8.of(out.toByteArray(), 0, out.length());
    }

    private static int lastComponent(byte[] text, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if ((text[i] == '|' || text[i] == '.') && (i == from || text[i - 1] != '\\')) {
                return i + 1;
            }
        }
        return from;
    }

    private static boolean isSimple(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((text[i] >= 0 && text[i] < ' ') || "[]{}()#|!".indexOf(text[i]) >= 0) {
                return false;
            }
        }
        return true;
    }
}
