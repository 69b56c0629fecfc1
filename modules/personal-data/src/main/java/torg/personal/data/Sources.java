package torg.personal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.spi.identity.Admissions;
import torg.spi.identity.PersonalData;
import torg.spi.identity.PersonalData.Fate;
import torg.spi.identity.PersonalData.Kept;
import torg.spi.identity.PersonalData.Named;

/** In which tables a person stands, and how: by lookups in the site's own, and by what modules say of theirs. */
record Sources(Tables tables, Admissions admissions, List<PersonalData> modules) {
    static final String CONTACT = "contact";
    /** Columns of a contact's row that say how it stands with it: of whoever was erased they are true. */
    static final List<String> MARKS = List.of("erased", "inactive");
    static final Caller HOUSE = Caller.service("personal-data");

    /**
     * Rows about a person.
     *
     * @param name of it among the sources, for people
     * @param caller as whom they are asked for: who wants them, or the house, for tables of which a module says what is told
     * @param told columns that are handed out
     * @param fate what becomes of them when the person is erased
     */
    record Source(String name, Caller caller, String table, List<String> told, Condition rows, Fate fate) {}

    /** In the order in which they are handed out, each by a name of its own. Nothing of what the caller may not read. */
    List<Source> of(Caller caller, String contact) {
        var site = tables.schema().tables().values().stream().filter(table -> !table.internal() && tables.may(caller, Privilege.READ, table.name()))
                .flatMap(table -> naming(caller, table, contact).stream());
        return Stream.concat(site, internal(contact)).toList();
    }

    /** The contact's own row, rows that look it up, and parts of such rows. */
    private Optional<Source> naming(Caller caller, Table table, String contact) {
        var paths = new ArrayList<>(lookups(caller, table));
        if (table.name().equals(CONTACT)) paths.add(table.key());
        readable(caller, table).filter(Column::part).forEach(part -> part.target().flatMap(tables.schema()::find).filter(whole -> tables.may(caller, Privilege.READ, whole.name()))
                .ifPresent(whole -> lookups(caller, whole).forEach(path -> paths.add(part.name() + "." + path))));
        if (paths.isEmpty()) return Optional.empty();
        return Optional.of(new Source(table.name(), caller, table.name(), readable(caller, table).map(Column::name).toList(),
                Condition.any(paths.stream().map(path -> Condition.eq(path, contact)).toList()), new Fate.Stays(Fate.Why.BUSINESS)));
    }

    /**
     * What of a person there is to be erased, and what is looked at and stays: of the contact's own row what can be emptied, rows of the site's other tables that look it up, and what
     * modules keep.
     *
     * @param going the site's tables of which the rows go
     */
    List<Source> whole(String contact, List<String> going) {
        var row = tables.schema().table(CONTACT);
        var own = new Source(CONTACT, HOUSE, CONTACT, List.of(row.key()), Condition.eq(row.key(), contact), new Fate.Emptied(emptied(row)));
        var site = tables.schema().tables().values().stream().filter(table -> !table.internal() && !table.name().equals(CONTACT)).flatMap(table -> naming(HOUSE, table, contact).stream())
                .map(source -> going.contains(source.table()) ? new Source(source.name(), HOUSE, source.table(), source.told(), source.rows(), new Fate.Goes()) : source);
        return Stream.of(Stream.of(own), site, internal(contact)).flatMap(sources -> sources).toList();
    }

    /** What a contact's row says of the person: all but what leads to other rows, and numbers and the like that have to be there. */
    private static List<String> emptied(Table contact) {
        return contact.kept().stream().filter(column -> !column.name().equals(contact.key()) && column.target().isEmpty() && column.type() != ColumnType.AUTONUMBER && !MARKS.contains(column.name()))
                .filter(column -> !column.required() || column.type() == ColumnType.TEXT || column.type() == ColumnType.LONG_TEXT).map(Column::name).toList();
    }

    private List<String> lookups(Caller caller, Table table) {
        return readable(caller, table).filter(column -> column.target().filter(CONTACT::equals).isPresent()).map(Column::name).toList();
    }

    private Stream<Column> readable(Caller caller, Table table) {
        return table.columns().values().stream().filter(column -> tables.mayUse(caller, ColumnPrivilege.READ, table.name(), column.name()));
    }

    /** What is told twice, as while a module is replaced, is handed out once. */
    private Stream<Source> internal(String contact) {
        var address = address(contact);
        var sources = new LinkedHashMap<String, Source>();
        for (var kept : modules.stream().flatMap(module -> module.kept().stream()).filter(this::isThere).toList()) {
            var name = kept.table() + "." + kept.column();
            var person = kept.by() == Named.BY_KEY ? Optional.of(contact) : address;
            person.ifPresent(named -> sources.putIfAbsent(name, new Source(name, HOUSE, kept.table(), kept.told(), Condition.eq(kept.column(), named), kept.fate())));
        }
        return sources.values().stream();
    }

    private boolean isThere(Kept kept) {
        return tables.schema().find(kept.table()).filter(table -> table.internal() && table.column(kept.column()).isPresent()
                && kept.told().stream().allMatch(told -> table.column(told).isPresent())).isPresent();
    }

    /** An address that merely stands in a row may be another's: only the one with which the contact signs in counts. */
    private Optional<String> address(String contact) {
        if (tables.schema().find(CONTACT).flatMap(table -> table.column("email")).isEmpty()) return Optional.empty();
        return tables.find(HOUSE, CONTACT, contact, "email").flatMap(row -> row.text("email")).filter(email -> admissions.holder(email).equals(Optional.of(contact)))
                .map(email -> email.strip().toLowerCase(Locale.ROOT));
    }
}
