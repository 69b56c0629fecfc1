package torg.store.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/**
 * Makes the {@link Schema} of {@code tables/*.yml}, and the database able to hold it, unless the site is only proposed. Tables that did not change are the very same schema,
 * so that SQL compiled for it stays.
 */
@Component(immediate = true, service = SiteCompiler.class)
public final class TableCompiler implements SiteCompiler<Schema> {
    private final Migration migration;
    private Schema brought;

    @Activate
    public TableCompiler(@Reference Migration migration) {
        this.migration = migration;
    }

    @Override
    public Class<Schema> part() {
        return Schema.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("tables");
    }

    @Override
    public Schema compile(SiteSource source, Problems problems) {
        var documents = source.documents("tables");
        var before = problems.found().size();
        var places = new LinkedHashMap<String, Position>();
        var schema = Schema.of(tables(documents, places, problems).values());
        new SchemaCheck(schema, places, problems).check();
        if (problems.found().stream().skip(before).anyMatch(torg.api.site.SiteProblem::fatal)) return schema;
        // What the database says against it is told once it is no proposal any more: it is asked by bringing it there.
        if (source.proposed()) return schema.equals(brought) ? brought : schema;
        var verdict = migration.bring(schema, ConfirmedLosses.of(documents));
        for (var objection : verdict.objections()) problems.error(place(places, objection), objection.code(), objection.message(), objection.help());
        for (var idle : verdict.idle()) problems.warning(place(places, idle), idle.code(), idle.message(), idle.help());
        if (!verdict.objections().isEmpty()) return schema;
        if (!schema.equals(brought)) brought = schema;
        return brought;
    }

    private static Map<String, Table> tables(List<Document> documents, Map<String, Position> places, Problems problems) {
        var tables = new LinkedHashMap<String, Table>();
        for (var document : new ArrayList<>(documents)) {
            new TableReader(document, places, problems).table().ifPresent(table -> {
                if (tables.putIfAbsent(table.name(), table) != null) {
                    problems.error(document.fields().at(), "table.twice", "table '" + table.name() + "' is described by another document already", "remove one of them");
                }
            });
        }
        return tables;
    }

    private static Position place(Map<String, Position> places, Objection objection) {
        return Stream.of(objection.table() + "." + objection.column(), TableReader.place(objection.table(), objection.column()), objection.table()).map(places::get).filter(Objects::nonNull).findFirst().orElseThrow();
    }
}
