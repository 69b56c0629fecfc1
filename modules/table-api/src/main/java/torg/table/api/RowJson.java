package torg.table.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.table.Row;

/**
 * A row as a JSON object: columns by name in the order asked for, empty cells as null. It shows the cells of the row instead of copying them, because
 * a page may have many.
 */
final class RowJson extends AbstractMap<String, Object> {
    private final Row row;
    private final List<String> paths;

    RowJson(Row row, List<String> paths) {
        this.row = row;
        this.paths = paths;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return Stream.concat(Stream.of(entry("@odata.etag", Version.tag(row.version()))),
                        paths.stream().map(path -> entry(path.replace('.', '/'), row.cells().get(path)))).iterator();
            }

            @Override
            public int size() {
                return paths.size() + 1;
            }
        };
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return new SimpleImmutableEntry<>(name, value);
    }
}
