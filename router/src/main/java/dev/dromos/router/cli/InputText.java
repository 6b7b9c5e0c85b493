package dev.dromos.router.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/** The text of a file that a user named, or why there is none. */
sealed interface InputText {

    record Read(String text) implements InputText {
        @Override
        public <T> T map(Function<String, T> ofText, Function<String, T> ofLine) {
            return ofText.apply(text);
        }
    }

    /** @param line to show */
    record Unreadable(String line) implements InputText {
        @Override
        public <T> T map(Function<String, T> ofText, Function<String, T> ofLine) {
            return ofLine.apply(line);
        }
    }

    /** What becomes of the text, or of the line in its place. */
    <T> T map(Function<String, T> ofText, Function<String, T> ofLine);

    /** @param file a path, or {@code -} for {@code in} */
    static InputText of(String file, InputStream in) {
        try {
            return new Read(
                    file.equals("-")
                            ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(Path.of(file)));
        } catch (IOException e) {
            return new Unreadable("%s: cannot be read: %s".formatted(file, why(e)));
        }
    }

    /** The JDK's own messages are often no more than the path. */
    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is not UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }
}
