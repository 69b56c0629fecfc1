package torg.testkit.oracle;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.table.Column;
import torg.api.table.Schema;

/**
 * Rows of a site without relationships, as somebody read them who sees all of them.
 *
 * @param rows by table, key and column; an empty cell is absent
 */
public record SiteFacts(Schema schema, Map<String, Map<String, Map<String, Object>>> rows) implements Facts {
    @Override
    public Set<String> keys(String table) {
        return rows.getOrDefault(table, Map.of()).keySet();
    }

    @Override
    public String key(String table) {
        return schema.table(table).key();
    }

    @Override
    public Optional<Object> cell(String table, String key, String column) {
        return Optional.ofNullable(rows.getOrDefault(table, Map.of()).getOrDefault(key, Map.of()).get(column));
    }

    @Override
    public Set<String> from(String table, String key, String step) {
        return cell(table, key, step).map(other -> Set.of((String) other)).orElse(Set.of());
    }

    @Override
    public String target(String table, String step) {
        return schema.table(table).column(step).flatMap(Column::target).orElseThrow(() -> new IllegalArgumentException(table + "." + step + " is no lookup"));
    }
}
