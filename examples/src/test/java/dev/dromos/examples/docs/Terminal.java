package dev.dromos.examples.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reader who types the commands of a text, in a directory that has {@code ./dromos} and {@code examples}. One server runs at a
 * time, on a free port, and {@code curl} asks it whatever port the text says.
 */
final class Terminal implements AutoCloseable {
    private static final Pattern SERVING =
            Pattern.compile("serving .* at (http://\\S+)|\"port\":\"(\\d+)\".*\"message\":\"serving\"");
    private static final Pattern CURL = Pattern.compile("curl --json @(\\S+) http://localhost:8080");

    /** A command that neither ends nor serves would hang the test. */
    private static final long LONGEST_SECONDS = 60;

    private final Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process server;
    private String address = "";
    private String said = "";
    private JsonNode answer = MissingNode.getInstance();

    private Terminal(Path directory, Process noServer) {
        this.directory = directory;
        this.server = noServer;
    }

    static Terminal in(Path directory, Path repository) throws IOException {
        Files.createSymbolicLink(directory.resolve("examples"), repository.resolve("examples"));
        var script = """
                #!/bin/sh
                exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.dromos.router.cli.Dromos "$@"
                """.formatted(System.getProperty("java.home"), classPath());
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.writeString(Files.createFile(directory.resolve("dromos"), executable), script);
        return new Terminal(directory, new ProcessBuilder("true").start());
    }

    /** As a user has it: without the tests, whose logging is another. */
    private static String classPath() {
        var tests = Terminal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(Path.of(tests)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    void save(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    /** False for a command that nobody here knows. */
    boolean type(String command) throws IOException, InterruptedException {
        var curl = CURL.matcher(command);
        if (curl.matches()) {
            post(directory.resolve(curl.group(1)));
        } else if (command.matches("\\./dromos (run|serve) (?!--help).*")) {
            serve(command);
        } else if (command.startsWith("./dromos ")) {
            run(command);
        } else {
            return false;
        }
        return true;
    }

    /** What the last command that ended printed. */
    String said() {
        return said;
    }

    /** What the last {@code curl} got. */
    JsonNode answer() {
        return answer;
    }

    private void run(String command) throws IOException, InterruptedException {
        var process = start(command);
        try (var lines = process.inputReader()) {
            said = lines.readAllAsString();
        }
        if (process.waitFor() != 0) {
            throw new AssertionError("exit %d of %s: %s".formatted(process.exitValue(), command, said));
        }
    }

    private void serve(String command) throws IOException {
        stop();
        server = start(command + " --port 0");
        var lines = server.inputReader();
        address = awaitAddress(lines, command);
        Thread.ofVirtual().start(() -> drain(lines));
    }

    private static String awaitAddress(BufferedReader lines, String command) throws IOException {
        var heard = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var serving = SERVING.matcher(line);
            if (serving.find()) {
                return serving.group(1) == null ? "http://127.0.0.1:" + serving.group(2) : serving.group(1);
            }
            heard.append(line).append('\n');
        }
        throw new AssertionError("%s did not serve: %s".formatted(command, heard));
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader lines) {
        try (lines) {
            lines.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // the server has been ended
        }
    }

    private void post(Path body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofFile(body))
                .build();
        answer = new JsonMapper()
                .readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private Process start(String command) throws IOException {
        var process = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private void stop() {
        server.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        stop();
        http.close();
        Files.delete(directory.resolve("examples"));
    }
}
