package torg.table.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.table.Table;
import torg.api.web.Request;
import torg.table.api.ask.Way;
import torg.table.api.row.Address;
import torg.table.api.row.Reference;

/**
 * What one request wants changed, alone or in a change set of a batch.
 *
 * @param table the table its address begins with
 * @param key of the row its address names, a text, or in a change set what stands for a row made there; null when it names none
 * @param way the one its address goes on with
 * @param body as it was sent; empty for none
 * @param ifMatch the header of that name, null for none; likewise {@code ifNoneMatch}
 */
record Edit(Kind kind, Table table, Object key, Optional<Way> way, Map<String, Object> body, String ifMatch, String ifNoneMatch) {
    /** What is to happen to a row. */
    enum Kind {
        /** A new row, with the new rows within it; at the end of a way one that points back, or is linked. */
        CREATE,
        /** Some columns; a new row where there is none. */
        UPDATE,
        /** All columns; a new row where there is none. */
        REPLACE,
        /** The row goes. */
        DELETE,
        /** The way leads to one more row, or to another one. */
        LINK,
        /** The way leads there no longer. */
        UNLINK
    }

    static Edit create(Table table, Map<String, Object> body) {
        return new Edit(Kind.CREATE, table, null, Optional.empty(), body, null, null);
    }

    static Edit update(Kind kind, Table table, Object key, Map<String, Object> body, String ifMatch, String ifNoneMatch) {
        return new Edit(kind, table, key, Optional.empty(), body, ifMatch, ifNoneMatch);
    }

    static Edit delete(Table table, Object key, String ifMatch) {
        return new Edit(Kind.DELETE, table, key, Optional.empty(), Map.of(), ifMatch, null);
    }

    static Edit along(Kind kind, Table table, Object key, Way way, Map<String, Object> body) {
        return new Edit(kind, table, key, Optional.of(way), body, null, null);
    }

    /** The row that the address of a request names with {@code $id}, as a body would name it. */
    static Map<String, Object> named(Request request) {
        return request.query("$id").map(id -> Map.<String, Object>of(Reference.ID, id)).orElse(Map.of());
    }

    /** The table of the row that is changed: the one at the end of a way to many, but where only the link is. */
    Table changed() {
        return way.filter(found -> found instanceof Way.Back || kind == Kind.CREATE && found.many()).map(Way::to).orElse(table);
    }

    /** How many changes it is, told by its shape alone: when it is repeated, rights may be others. */
    int size() {
        return kind == Kind.CREATE ? rows(body) : 1;
    }

    private static int rows(Map<?, ?> row) {
        return 1 + row.entrySet().stream().filter(member -> !member.getKey().toString().contains("@odata.") && member.getValue() instanceof List)
                .flatMap(member -> ((List<?>) member.getValue()).stream()).mapToInt(within -> within instanceof Map<?, ?> map ? rows(map) : 0).sum();
    }

    /** What it is, for telling one request from another of the same name; a new row is told by its table. */
    String name() {
        if (kind == Kind.CREATE && way.isEmpty()) return table.name();
        return kind + " " + Address.row(table.name(), key.toString()) + way.map(found -> "/" + found.name()).orElse("") + " " + ifMatch + " " + ifNoneMatch;
    }
}
