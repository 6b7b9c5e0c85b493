package dev.dromos.router.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The TCP sockets of a process, as Linux tells them: the second column of its tables is the own address, the fourth the state, the
 * tenth the number that descriptors show.
 */
final class TcpSockets {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENING = "0A";

    private final List<String[]> rows;

    private TcpSockets(List<String[]> rows) {
        this.rows = rows;
    }

    static TcpSockets of(long pid) throws IOException {
        List<String> own;
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            own = descriptors
                    .map(TcpSockets::target)
                    .flatMap(target -> SOCKET.matcher(target).results().map((MatchResult found) -> found.group(1)))
                    .toList();
        }
        return new TcpSockets(Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net/" + table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> own.contains(columns[9]))
                .toList());
    }

    /** The ports that are listened on. */
    List<Integer> listening() {
        return rows.stream()
                .filter(columns -> columns[3].equals(LISTENING))
                .map(columns -> Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16))
                .distinct()
                .toList();
    }

    /** How many connections there are, half-closed ones included. */
    long connections() {
        return rows.stream().filter(columns -> !columns[3].equals(LISTENING)).count();
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException noSuchProtocol) {
            return Stream.of();
        }
    }
}
