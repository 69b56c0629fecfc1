package torg.kernel;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a {@code <pid>.properties} says, key by key.
 *
 * @param lines where each key stands, the first line is 1
 */
record SettingsFile(Map<String, String> values, Map<String, Integer> lines) {
    static final String ENDING = ".properties";
    static final SettingsFile NOTHING = new SettingsFile(Map.of(), Map.of());

    SettingsFile {
        values = Map.copyOf(values);
        lines = Map.copyOf(lines);
    }

    /**
     * Read it.
     *
     * @throws java.nio.charset.CharacterCodingException when it is not UTF-8
     * @throws IllegalArgumentException when it has a broken escape
     */
    static SettingsFile read(Path file) throws IOException {
        var values = new LinkedHashMap<String, String>();
        var lines = new LinkedHashMap<String, Integer>();
        var logical = new StringBuilder();
        var number = 0;
        var begins = 1;
        var all = Files.readAllLines(file);
        for (var line : all) {
            number++;
            if (logical.isEmpty()) begins = number;
            logical.append(line).append('\n');
            if (goesOn(line) && !isComment(logical) && number < all.size()) continue;
            var at = begins;
            properties(logical.toString()).forEach((key, value) -> {
                values.put((String) key, (String) value);
                lines.put((String) key, at);
            });
            logical.setLength(0);
        }
        return new SettingsFile(values, lines);
    }

    static String pid(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    /** An odd number of backslashes at the end. */
    private static boolean goesOn(String line) {
        return (line.length() - line.replaceFirst("\\\\+$", "").length()) % 2 == 1;
    }

    private static boolean isComment(CharSequence logical) {
        return logical.toString().stripLeading().matches("(?s)[#!].*");
    }

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
