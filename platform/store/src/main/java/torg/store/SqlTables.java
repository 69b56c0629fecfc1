package torg.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.health.ModuleRights;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.spi.access.TableAccess;
import torg.store.database.Cells;
import torg.store.database.Database;
import torg.store.query.EachKey;
import torg.store.query.Figures;
import torg.store.query.LinksAsked;
import torg.store.query.QueryRunner;
import torg.store.query.Question;
import torg.store.rights.Held;
import torg.store.rights.Reach;
import torg.store.schema.Catalog;
import torg.store.sql.Known;
import torg.store.sql.Slot;
import torg.store.sql.Standing;
import torg.store.write.Statements;
import torg.store.write.WriteRunner;

/** The one gate to rows, over SQL. */
@Component(immediate = true, service = SqlTables.class)
public final class SqlTables implements Tables {
    private static final int MOST_ENTRIES = 10_000;
    private final Database database;
    private final Catalog catalog;
    private final QueryRunner queries;
    private final WriteRunner writes;
    private final Statements statements;
    private final Optional<Held> held;
    private final Supplier<TableAccess> rules;

    /** Who answers for rights; while nobody does, only parts of the house reach rows. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile TableAccess access;

    @Activate
    public SqlTables(@Reference Database database, @Reference Catalog catalog, @Reference QueryRunner queries, @Reference WriteRunner writes,
            @Reference Statements statements) {
        this.database = database;
        this.catalog = catalog;
        this.queries = queries;
        this.writes = writes;
        this.statements = statements;
        this.held = Optional.empty();
        this.rules = () -> access;
    }

    private SqlTables(SqlTables whole, Held held) {
        this.database = whole.database;
        this.catalog = whole.catalog;
        this.queries = whole.queries;
        this.writes = whole.writes;
        this.statements = whole.statements;
        this.held = Optional.of(held);
        this.rules = whole.rules;
    }

    /** The same gate for a module that says what it acts with. */
    SqlTables within(String module, ModuleRights rights) {
        return new SqlTables(this, new Held(module, rights, table -> catalog.owns(module, table)));
    }

    @Override
    public Schema schema() {
        return catalog.now().schema();
    }

    @Override
    public Rows query(Caller caller, Query query) {
        var known = catalog.now();
        var reach = reach(caller);
        return queries.run(new Question(known, reach, reach.table(known, query.table()), Question.bounded(query)), query);
    }

    @Override
    public Map<String, Rows> each(Caller caller, Query query, String by, List<String> keys, int most) {
        var known = catalog.now();
        var reach = reach(caller);
        var question = new Question(known, reach, reach.table(known, query.table()), Question.bounded(query));
        return queries.each(new EachKey(question, by, keys, most), query);
    }

    @Override
    public List<Grouping.Group> groups(Caller caller, Grouping grouping) {
        return queries.groups(new Figures(catalog.now(), reach(caller), grouping));
    }

    @Override
    public Optional<Row> find(Caller caller, String name, String key, String... select) {
        var known = catalog.now();
        var reach = reach(caller);
        var table = reach.table(known, name);
        var paths = select.length > 0 ? select : readable(reach, table);
        var query = Query.of(name, paths).where(Condition.eq(table.key(), key)).top(1);
        if (!Cells.isKey(key)) return Optional.empty();
        return queries.run(new Question(known, reach, table, query), query).rows().stream().findFirst();
    }

    private static String[] readable(Reach reach, Table table) {
        return table.columns().values().stream().filter(column -> reach.mayUse(table, column, ColumnPrivilege.READ)).map(Column::name).toArray(String[]::new);
    }

    @Override
    public Optional<FileContent> file(Caller caller, String name, String key, String columnName) {
        var reach = reach(caller);
        var table = reach.table(catalog.now(), name);
        var readable = table.column(columnName).filter(column -> column.type() == ColumnType.FILE && reach.mayUse(table, column, ColumnPrivilege.READ));
        return readable.flatMap(_ -> find(caller, name, key, columnName)).flatMap(row -> row.value(columnName)).map(StoredFile.class::cast)
                .map(file -> new FileContent(file, database.files().read(database, name, key, columnName, file)));
    }

    @Override
    public List<Link> links(Caller caller, String name, String relationship, Collection<String> keys) {
        var known = catalog.now();
        var reach = reach(caller);
        return queries.links(new LinksAsked(known, reach, reach.table(known, name), relationship, keys));
    }

    @Override
    public Written write(Caller caller, Write write) {
        held.ifPresent(module -> module.admit(write));
        return writes.write(catalog.now(), reach(caller), write);
    }

    @Override
    public Optional<Written> written(Caller caller, Write.Once once) {
        held.ifPresent(module -> module.admit(caller));
        return writes.written(caller, once);
    }

    @Override
    public boolean may(Caller caller, Privilege privilege, String name) {
        var reach = reach(caller);
        return catalog.now().schema().find(name).filter(reach::knows).filter(table -> !reach.grant(table, privilege).reachesNothing()).isPresent();
    }

    @Override
    public boolean mayUse(Caller caller, ColumnPrivilege privilege, String name, String columnName) {
        var reach = reach(caller);
        return catalog.now().schema().find(name).filter(reach::knows)
                .filter(table -> table.column(columnName).filter(column -> reach.mayUse(table, column, privilege)).isPresent()).isPresent();
    }

    @Override
    public Decision explain(Caller caller, Privilege privilege, String name, String key) {
        var known = catalog.now();
        var reach = reach(caller);
        var table = reach.table(known, name);
        return database.read(connection -> new Explaining(connection, known, reach, table, statements).decision(privilege, key));
    }

    @Override
    public long reach(Caller caller, Privilege privilege, String name) {
        var known = catalog.now();
        var reach = reach(caller);
        var table = reach.table(known, name);
        return count(caller, known, table, reach.grant(table, privilege).rows());
    }

    @Override
    public long count(Caller caller, String name, Condition rows) {
        var known = catalog.now();
        var table = reach(caller).table(known, name);
        held.ifPresent(module -> known.schema().tables(table, rows).forEach(at -> module.admitToAll(known.schema().table(at))));
        return count(caller, known, table, rows);
    }

    private long count(Caller caller, Known known, Table table, Condition rows) {
        if (rows instanceof Condition.Nothing) return 0;
        return database.read(connection -> statements.reached(known, table, rows, Standing.of(caller)).number(connection, Slot.Arguments.of(caller)));
    }

    @Override
    public Condition readable(Caller caller, String name) {
        var reach = reach(caller);
        return schema().find(name).filter(reach::knows).map(table -> reach.grant(table, Privilege.READ).rows()).orElseGet(Condition.Nothing::new);
    }

    @Override
    public Set<String> deciding(Caller caller, String name) {
        var known = catalog.now();
        var reach = reach(caller);
        var table = reach.table(known, name);
        return known.schema().tables(table, reach.grant(table, Privilege.READ).rows());
    }

    @Override
    public List<Committed> feed(Caller caller, long after, int most) {
        // Of every table at once.
        if (!caller.isService() || held.isPresent()) return List.of();
        return writes.feed(catalog.now(), after, Math.clamp(most, 1, MOST_ENTRIES));
    }

    private Reach reach(Caller caller) {
        return new Reach(caller, Optional.ofNullable(rules.get()), held);
    }
}
