package torg.connector.files;

import de.siegmar.fastcsv.reader.CsvIndex;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.IndexedCsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * What the ERP laid down, a file for each entity, read a page at a time. A reading goes on in the copy that was made when it began, so that it does not matter when the ERP
 * lays down the next one. Thread-safe.
 */
final class Exports {
    /** Records that are read at once. */
    static final int PAGE = 1_000;
    /** Whoever writes a file in its place instead of beside it is at it for as long as it changes. */
    private static final Duration SETTLED = Duration.ofSeconds(2);
    /** A file that is another one each time is looked at this often; whoever reads comes again later. */
    private static final int LOOKS = 5;
    private static final int KEPT = 3;
    private static final int MOST_COLUMNS = 500;
    private final Layout layout;
    private final char separator;
    private final Charset charset;
    private final InstantSource clock;
    private final Map<Path, Export> known = new ConcurrentHashMap<>();

    Exports(Layout layout, char separator, Charset charset, InstantSource clock) {
        this.layout = layout;
        this.separator = separator;
        this.charset = charset;
        this.clock = clock;
    }

    /**
     * A copy of an export, with what it takes to read any of its pages.
     *
     * @param columns in the order of the file, which begins with their names
     */
    record Export(Path file, List<String> columns, CsvIndex index) {
        String name() {
            return file.getFileName().toString();
        }

        int pages() {
            return index.pages().size();
        }
    }

    /** The file is being written. */
    static final class Unsettled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The newest of an entity; empty when the ERP laid down none.
     *
     * @throws Unsettled while it is being written, or is another one at each of some looks
     * @throws TorgException UPSTREAM when it cannot be read
     */
    synchronized Optional<Export> newest(String entity) {
        return layout.export(entity).map(file -> {
            try {
                for (var look = 0; look < LOOKS; look++) {
                    var copy = copied(entity, file);
                    if (copy.isPresent()) return opened(copy.get());
                }
                throw new Unsettled();
            } catch (IOException e) {
                throw unreadable(entity, e);
            }
        });
    }

    /** The one of this name, which is not forgotten as long as somebody reads in it; the newest of the entity when it is gone. */
    Optional<Export> named(String entity, String name) {
        var copy = layout.work().resolve("read").resolve(name).normalize();
        if (!name.startsWith(entity + ".") || !copy.getParent().equals(layout.work().resolve("read")) || !Files.exists(copy)) return newest(entity);
        try {
            Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
            return Optional.of(opened(copy));
        } catch (IOException e) {
            throw unreadable(entity, e);
        }
    }

    /** Its copy; empty when the ERP moved a new file into its place meanwhile. */
    private Optional<Path> copied(String entity, Path file) throws IOException {
        var changed = Files.getLastModifiedTime(file);
        var copy = layout.work().resolve("read").resolve(entity + "." + changed.toMillis() + "-" + Files.size(file));
        if (Files.exists(copy)) return Optional.of(copy);
        if (changed.toInstant().plus(SETTLED).isAfter(clock.instant())) throw new Unsettled();
        var part = copy.resolveSibling(copy.getFileName() + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        if (!Files.getLastModifiedTime(file).equals(changed) || Files.size(part) != Files.size(file)) return Optional.empty();
        checkCharacters(entity, part);
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forgetOld(entity);
        return Optional.of(copy);
    }

    /** A character that is none in this encoding would be read as another one; a file that ends within quotation marks was cut off. */
    private void checkCharacters(String entity, Path file) throws IOException {
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), decoder)) {
            var some = new char[8_192];
            var marks = 0L;
            for (var count = reader.read(some); count >= 0; count = reader.read(some)) for (var at = 0; at < count; at++) if (some[at] == '"') marks++;
            if (marks % 2 != 0) throw malformed(file, "it ends within quotation marks");
        } catch (CharacterCodingException e) {
            throw TorgException.of(ProblemKind.UPSTREAM, "files.charset", "the file of entity '" + entity + "' is not written in " + charset).help("correct 'charset' of torg.connector.files, or the export of the ERP").causedBy(e);
        }
    }

    private void forgetOld(String entity) throws IOException {
        try (var files = Files.list(layout.work().resolve("read"))) {
            var own = files.filter(file -> file.getFileName().toString().startsWith(entity + ".")).sorted(Comparator.comparing(Exports::changed).reversed()).skip(KEPT).toList();
            for (var old : own) {
                known.remove(old);
                Files.deleteIfExists(old);
            }
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Export opened(Path copy) throws IOException {
        var open = known.get(copy);
        if (open != null) return open;
        try (var reader = reader(copy, Optional.empty())) {
            var first = reader.readPage(0);
            if (first.isEmpty()) throw malformed(copy, "it has no line with the names of its columns");
            var columns = first.getFirst().getFields().stream().map(String::strip).toList();
            if (columns.size() > MOST_COLUMNS || new HashSet<>(columns).size() < columns.size() || columns.contains("")) throw malformed(copy, "its first line has to name each column, once");
            var export = new Export(copy, columns, reader.getIndex());
            known.put(copy, export);
            return export;
        } catch (CsvParseException | IndexOutOfBoundsException e) {
            throw malformed(copy, "it is no CSV: " + e.getMessage());
        }
    }

    /** Records of one page; one with more or fewer fields than columns has none, so that it is told and stops no other. */
    List<Map<String, Object>> page(Export export, int page) {
        try (var reader = reader(export.file, Optional.of(export.index))) {
            var records = new ArrayList<Map<String, Object>>();
            for (var line : reader.readPage(page)) records.add(record(export, line));
            if (page == 0) records.removeFirst();
            return records;
        } catch (CsvParseException e) {
            throw malformed(export.file, "it is no CSV: " + e.getMessage());
        } catch (IOException e) {
            throw unreadable(export.name(), e);
        }
    }

    private static Map<String, Object> record(Export export, CsvRecord line) {
        var record = new HashMap<String, Object>();
        if (line.getFieldCount() != export.columns.size()) return record;
        for (var column = 0; column < line.getFieldCount(); column++) {
            var text = line.getField(column);
            if (!text.isEmpty()) record.put(export.columns.get(column), text);
        }
        return record;
    }

    private IndexedCsvReader<CsvRecord> reader(Path file, Optional<CsvIndex> index) throws IOException {
        var builder = IndexedCsvReader.builder().fieldSeparator(separator).pageSize(PAGE);
        index.ifPresent(builder::index);
        return builder.ofCsvRecord(file, charset);
    }

    private static TorgException malformed(Path file, String why) {
        return TorgException.of(ProblemKind.UPSTREAM, "files.malformed", "the file '" + file.getFileName() + "' cannot be read: " + why).help("correct the export of the ERP, or 'separator' of torg.connector.files");
    }

    private static TorgException unreadable(String entity, IOException cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "files.unreadable", "the file of entity '" + entity + "' cannot be read").help("look whether the folder is there and the portal may read it").causedBy(cause);
    }
}
