package dev.dromos.deploy.operator;

import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.settings.SettingsReader;
import dev.dromos.deploy.settings.SettingsReader.Result;
import java.util.List;
import java.util.Map;

/** The last settings that could be read, for as long as the process lives: a mistake in new ones must not change a router. */
final class SettingsMemory {

    /**
     * What goes at present.
     *
     * @param known whether they were ever read without a mistake
     * @param mistakes of what is written now
     */
    record Current(Settings settings, boolean known, List<String> mistakes) {
        Current {
            mistakes = List.copyOf(mistakes);
        }
    }

    private Settings settings = Settings.DEFAULT;
    private boolean known;

    synchronized Current read(Map<String, String> data) {
        return switch (SettingsReader.read(data)) {
            case Result.Read(var read) -> {
                settings = read;
                known = true;
                yield new Current(settings, true, List.of());
            }
            case Result.Unusable(var mistakes) -> new Current(settings, known, mistakes);
        };
    }
}
