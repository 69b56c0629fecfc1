package torg.connector.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program that keeps orders, takes new ones from the folder {@code out} and lays down all it has in {@code in}, as programs of this kind do. */
final class FileErp {
    private static final List<String> ORDER = List.of("Number", "Reference", "Customer", "Status");
    private static final List<String> LINE = List.of("Order", "Position", "Quantity");
    final Path folder;
    private final JsonMapper json = new JsonMapper();
    private final List<Map<String, String>> orders = new ArrayList<>();
    private final List<Map<String, String>> lines = new ArrayList<>();
    private int written;

    FileErp(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("in"));
        Files.createDirectories(folder.resolve("out"));
        with("10248", "ALFKI");
        with("10249", "ANATR");
        layDown();
    }

    void with(String number, String customer) {
        orders.add(Map.of("Number", number, "Customer", customer, "Status", "open"));
    }

    /** Take what lies there, as often as it is run. */
    synchronized void take() {
        try (var files = Files.list(folder.resolve("out"))) {
            for (var file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                var document = json.readTree(Files.readAllBytes(file));
                var number = "SO-" + (1_000 + orders.size());
                var head = new LinkedHashMap<String, String>(Map.of("Number", number, "Status", "open"));
                document.path("head").properties().forEach(field -> head.put(field.getKey(), field.getValue().asText()));
                orders.add(head);
                document.path("lines").path("records").forEach(line -> lines.add(Map.of("Order", number, "Position", line.path("Position").asText(), "Quantity", line.path("Quantity").asText())));
                Files.delete(file);
            }
            layDown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void layDown() throws IOException {
        layDown("Orders", csv(ORDER, orders));
        layDown("Lines", csv(LINE, lines));
    }

    /** Beside it and then in its place, as if some time ago. */
    void layDown(String entity, String text) throws IOException {
        var part = folder.resolve(entity + ".part");
        Files.writeString(part, text);
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(3_600 - written++)));
        Files.move(part, folder.resolve("in").resolve(entity + ".csv"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String csv(List<String> columns, List<Map<String, String>> records) {
        var text = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (var record : records) text.append(String.join(",", columns.stream().map(column -> quoted(record.getOrDefault(column, ""))).toList())).append("\r\n");
        return text.toString();
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    FilesConnector connector() {
        return connector(new Given(folder.toString(), ",", "UTF-8", "Lines=Order+Position", 0));
    }

    static FilesConnector connector(Given settings) {
        return new FilesConnector(settings);
    }

    /** Settings as a person would write them. */
    record Given(String folder, String separator, String charset, String keys, int answer$_$seconds) implements FilesSettings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return FilesSettings.class;
        }
    }
}
