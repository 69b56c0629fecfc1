package torg.cases;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code cases/*.yml}. */
@Component(service = SiteCompiler.class)
public final class CaseCompiler implements SiteCompiler<Cases> {
    private static final String FOLDER = "cases";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z][a-z0-9]*)}");
    private static final int MOST_DAYS = 3_650;

    @Override
    public Class<Cases> part() {
        return Cases.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of(FOLDER);
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public Cases compile(SiteSource source, Problems problems) {
        var schema = source.part(Schema.class);
        var kinds = new TreeMap<String, CaseKind>();
        for (var document : source.documents(FOLDER)) {
            var reader = new Reader(document.fields(), problems);
            var kind = new Reading(reader, problems, schema).kind();
            reader.done();
            kind.ifPresent(read -> {
                if (kinds.putIfAbsent(read.name(), read) != null) problems.error(reader.at("case"), "cases.twice", "there are two kinds of cases '" + read.name() + "'", "give one another name");
            });
        }
        return new Cases(kinds);
    }

    /** One document. */
    private record Reading(Reader reader, Problems problems, Schema schema) {
        Optional<CaseKind> kind() {
            var name = reader.required("case");
            var table = table("table");
            var notes = table("notes");
            var row = reader.required("row");
            var form = reader.required("form");
            var days = reader.number("close-after-days", 0, 0, MOST_DAYS);
            var variable = VARIABLE.matcher(row);
            if (!row.isEmpty() && !variable.matches()) problems.error(reader.at("row"), "cases.bad-row", "'" + row + "' is no variable of a page's address", "write it in braces, such as \"{number}\"");
            if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]{0,59}")) problems.error(reader.at("case"), "cases.bad-name", "'" + name + "' is no name", "write at most 60 lower case letters, digits and -");
            if (table.isEmpty() || notes.isEmpty()) return Optional.empty();
            wants("table", table.get(), CaseKind.ACCOUNT, ColumnType.LOOKUP, "account");
            wants("table", table.get(), CaseKind.MOVED, ColumnType.DATE_TIME, "");
            choices("table", table.get(), CaseKind.STATE, days > 0 ? List.of(CaseKind.OPEN, CaseKind.ANSWERED, CaseKind.CLOSED) : List.of(CaseKind.OPEN, CaseKind.ANSWERED));
            wants("notes", notes.get(), CaseKind.CONTACT, ColumnType.LOOKUP, "contact");
            wants("notes", notes.get(), CaseKind.ACCOUNT, ColumnType.LOOKUP, "account");
            wants("notes", notes.get(), CaseKind.WRITTEN, ColumnType.DATE_TIME, "");
            choices("notes", notes.get(), CaseKind.SIDE, List.of(CaseKind.CUSTOMER, CaseKind.SELLER));
            var text = wants("notes", notes.get(), CaseKind.TEXT, ColumnType.LONG_TEXT, "");
            var lookup = lookup(notes.get(), table.get());
            var file = notes.get().column(CaseKind.FILE).flatMap(Column::file);
            var internal = notes.get().column(CaseKind.INTERNAL).filter(column -> column.type() == ColumnType.BOOLEAN).isPresent();
            if (problems.fatal() || text.isEmpty() || lookup.isEmpty()) return Optional.empty();
            return Optional.of(new CaseKind(name, table.get().name(), variable.group(1), notes.get().name(), lookup.get(), form, length(text.get()), file, internal,
                    Optional.of(days).filter(some -> some > 0).map(Duration::ofDays)));
        }

        private Optional<Table> table(String key) {
            var name = reader.required(key);
            var table = schema.find(name).filter(found -> !found.internal());
            if (table.isEmpty() && !name.isEmpty()) problems.error(reader.at(key), "cases.unknown-table", "there is no table '" + name + "'", new Unknown(name, schema.tables().keySet()), "use one that there is");
            return table;
        }

        private Optional<Column> wants(String key, Table table, String name, ColumnType type, String target) {
            var column = table.column(name).filter(found -> found.type() == type && found.target().orElse("").equals(target));
            var wanted = type.name().toLowerCase(Locale.ROOT).replace("_", "") + (target.isEmpty() ? "" : " to " + target);
            if (column.isEmpty()) lacks(key, table, "a column '" + name + "' of type " + wanted);
            return column;
        }

        private void choices(String key, Table table, String name, List<String> values) {
            var column = table.column(name).filter(found -> found.type() == ColumnType.CHOICE);
            if (column.isEmpty() || !values.stream().allMatch(value -> column.get().choice(value).isPresent())) lacks(key, table, "a choice '" + name + "' of " + String.join(", ", values));
        }

        private Optional<String> lookup(Table notes, Table table) {
            var lookups = notes.columns().values().stream().filter(column -> column.target().equals(Optional.of(table.name()))).map(Column::name).toList();
            if (lookups.size() != 1) lacks("notes", notes, "one lookup to '" + table.name() + "'");
            return lookups.stream().findFirst();
        }

        private void lacks(String key, Table table, String what) {
            problems.error(reader.at(key), "cases.missing-column", "table '" + table.name() + "' lacks " + what, "add it below tables/");
        }

        /** As a form has it: a text without a length of its own takes 10,000 there. */
        private static int length(Column text) {
            return Math.min(text.length() == 0 ? 10_000 : text.length(), 10_000);
        }
    }
}
