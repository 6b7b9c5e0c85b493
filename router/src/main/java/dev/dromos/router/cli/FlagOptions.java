package dev.dromos.router.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Flags as picocli's options: for help, and for command lines that need a word of it. */
final class FlagOptions {
    private FlagOptions() {}

    static CommandLine addTo(CommandLine line, List<Flag> flags) {
        flags.forEach(flag -> line.getCommandSpec().addOption(option(flag)));
        return line;
    }

    private static OptionSpec option(Flag flag) {
        var option =
                OptionSpec.builder(flag.name()).description(flag.description().replace("%", "%%"));
        if (!flag.takesValue()) {
            return option.type(boolean.class).arity("0").build();
        }
        option.paramLabel(flag.label()).arity("1");
        return flag.repeats()
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    /** What the command line gave those of the flags that it has. */
    static FlagValues values(CommandSpec command, List<Flag> flags) {
        var values = new FlagValues();
        var result = command.commandLine().getParseResult();
        for (var flag : flags) {
            if (!result.hasMatchedOption(flag.name())) {
                continue;
            }
            if (flag.repeats()) {
                List<String> given = result.matchedOptionValue(flag.name(), List.of());
                given.forEach(text -> values.add(flag, text));
            } else {
                values.add(flag, flag.takesValue() ? result.matchedOptionValue(flag.name(), "") : "");
            }
        }
        return values;
    }
}
