package dev.dromos.examples.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown text.
 *
 * @param language the first word behind the fence, maybe empty
 * @param file the second one: the name under which a reader would save the block, maybe empty
 */
record Block(String language, String file, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\S*) ?(\\S*)\\n(.*?)^```$");

    static List<Block> in(String markdown) {
        return FENCED.matcher(markdown)
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    boolean is(String other) {
        return language.equals(other);
    }

    List<String> lines() {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
