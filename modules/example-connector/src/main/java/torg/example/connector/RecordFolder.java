package torg.example.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Stands in for an ERP: an entity is a folder, a record a file of properties. What cannot be read or written is {@link ProblemKind#UPSTREAM}, after which the sync tries again. */
record RecordFolder(Path folder) {
    /** The field that every record has: the name of its file. */
    static final String KEY = "id";
    private static final String ENDING = ".properties";
    private static final Pattern ENTITY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,59}");
    private static final int LONGEST_NAME = 200;

    boolean has(String entity) {
        return ENTITY.matcher(entity).matches() && Files.isDirectory(folder.resolve(entity));
    }

    /** Keys of all records, sorted. */
    List<String> keys(String entity) {
        if (!has(entity)) throw TorgException.of(ProblemKind.UPSTREAM, "folder.no-entity", "there is no such entity in the folder");
        try (var files = Files.list(folder.resolve(entity))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ENDING))
                    .map(name -> URLDecoder.decode(name.substring(0, name.length() - ENDING.length()), StandardCharsets.UTF_8)).sorted().toList();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) { // also a name that is no key
            throw unreachable(e);
        }
    }

    Map<String, Object> read(String entity, String key) {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(file(entity, key))) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) { // also an escape that is none
            throw unreachable(e);
        }
        var record = new HashMap<String, Object>();
        properties.stringPropertyNames().forEach(name -> record.put(name, properties.getProperty(name)));
        record.put(KEY, key);
        return record;
    }

    /** Whoever reads meanwhile finds it whole or not at all. */
    void add(String entity, String key, Map<String, Object> fields) {
        var properties = new Properties();
        fields.forEach((name, value) -> properties.setProperty(name, String.valueOf(value)));
        var target = file(entity, key);
        var next = target.resolveSibling(target.getFileName() + ".new");
        try {
            try (var out = Files.newBufferedWriter(next)) {
                properties.store(out, null);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Whether a record may have this key; for one that is too long, trying again is no help. */
    static boolean fits(String key) {
        return name(key).length() <= LONGEST_NAME;
    }

    private Path file(String entity, String key) {
        return folder.resolve(entity).resolve(name(key));
    }

    private static String name(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8) + ENDING;
    }

    private static TorgException unreachable(Exception e) {
        return TorgException.of(ProblemKind.UPSTREAM, "folder.unreachable", "the folder cannot be read or written: " + e.getMessage());
    }
}
