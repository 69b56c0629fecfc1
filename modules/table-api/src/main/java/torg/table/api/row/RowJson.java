package torg.table.api.row;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.file.StoredFile;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.web.RowTag;
import torg.table.api.ask.Options;

/**
 * A row as a JSON object: columns by name in the order asked for, empty cells as null; what is said of a file stands in the place of its column, nothing for none. It shows the cells of the row instead of copying them, because
 * a page may have many.
 */
public final class RowJson extends AbstractMap<String, Object> {
    private static final int LONG = Query.MOST_CHARACTERS / Options.MOST_CELLS;

    private final Row row;
    private final List<String> paths;
    private final FileLinks files;
    private final Map<String, Object> within;
    private final long inner;
    private final Optional<String> context;

    /** @param within what is shown behind the columns; a column of the same name is not */
    public RowJson(Row row, List<String> paths, FileLinks files, Map<String, Object> within) {
        this(row, paths, files, within, Optional.empty());
    }

    private RowJson(Row row, List<String> paths, FileLinks files, Map<String, Object> within, Optional<String> context) {
        this.row = row;
        this.files = files;
        this.paths = within.isEmpty() ? paths : paths.stream().filter(path -> !within.containsKey(path)).toList();
        this.within = within;
        this.context = context;
        this.inner = within.values().stream().mapToLong(RowJson::cells).sum();
    }

    /** The same row under {@code @odata.context}. */
    public RowJson under(String said) {
        return new RowJson(row, paths, files, within, Optional.of(said));
    }

    /** Cells it is written with, those of the rows within included, each as often as it is written; {@value #LONG} characters are one more. */
    public long cells() {
        return paths.size() + 1L + row.characters() / LONG + inner;
    }

    /** Those of the rows within alone. */
    public long inner() {
        return inner;
    }

    private static long cells(Object shown) {
        return switch (shown) {
            case RowJson row -> row.cells();
            case List<?> rows -> rows.stream().mapToLong(RowJson::cells).sum();
            case null, default -> 1;
        };
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                var about = Stream.concat(context.stream().map(said -> entry("@odata.context", said)), Stream.of(entry("@odata.etag", RowTag.of(row.version()))));
                var own = Stream.concat(about,
                        paths.stream().flatMap(RowJson.this::members));
                return Stream.concat(own, within.entrySet().stream()).iterator();
            }

            @Override
            public int size() {
                return (int) paths.stream().flatMap(RowJson.this::members).count() + 1 + within.size() + (context.isPresent() ? 1 : 0);
            }
        };
    }

    private Stream<Map.Entry<String, Object>> members(String path) {
        var value = row.cells().get(path);
        if (value instanceof StoredFile file) return files.of(row, path, file).entrySet().stream();
        return value == null && files.isFile(row.table(), path) ? Stream.empty() : Stream.of(entry(path.replace('.', '/'), value));
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return new SimpleImmutableEntry<>(name, value);
    }
}
