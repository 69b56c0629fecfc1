package torg.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.file.FileContent;
import torg.api.health.ModuleRights;
import torg.api.identity.Caller;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Schema;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;

/** The gate as each bundle finds it: one that says in its manifest what it acts with is held to that. */
@Component(service = Tables.class, scope = ServiceScope.BUNDLE)
public final class ModuleTables implements Tables {
    private final SqlTables tables;

    /** @param context says which bundle it is */
    @Activate
    public ModuleTables(ComponentContext context, @Reference SqlTables tables) {
        var bundle = context.getUsingBundle();
        this.tables = ModuleRights.in(bundle.getHeaders("")).map(rights -> tables.within(bundle.getSymbolicName(), rights)).orElse(tables);
    }

    @Override
    public Schema schema() {
        return tables.schema();
    }

    @Override
    public Rows query(Caller caller, Query query) {
        return tables.query(caller, query);
    }

    @Override
    public Map<String, Rows> each(Caller caller, Query query, String by, List<String> keys, int most) {
        return tables.each(caller, query, by, keys, most);
    }

    @Override
    public List<Grouping.Group> groups(Caller caller, Grouping grouping) {
        return tables.groups(caller, grouping);
    }

    @Override
    public Optional<Row> find(Caller caller, String table, String key, String... select) {
        return tables.find(caller, table, key, select);
    }

    @Override
    public Optional<FileContent> file(Caller caller, String table, String key, String column) {
        return tables.file(caller, table, key, column);
    }

    @Override
    public List<Link> links(Caller caller, String table, String relationship, Collection<String> keys) {
        return tables.links(caller, table, relationship, keys);
    }

    @Override
    public Written write(Caller caller, Write write) {
        return tables.write(caller, write);
    }

    @Override
    public Optional<Written> written(Caller caller, Write.Once once) {
        return tables.written(caller, once);
    }

    @Override
    public boolean may(Caller caller, Privilege privilege, String table) {
        return tables.may(caller, privilege, table);
    }

    @Override
    public boolean mayUse(Caller caller, ColumnPrivilege privilege, String table, String column) {
        return tables.mayUse(caller, privilege, table, column);
    }

    @Override
    public Decision explain(Caller caller, Privilege privilege, String table, String key) {
        return tables.explain(caller, privilege, table, key);
    }

    @Override
    public long reach(Caller caller, Privilege privilege, String table) {
        return tables.reach(caller, privilege, table);
    }

    @Override
    public long count(Caller caller, String table, Condition rows) {
        return tables.count(caller, table, rows);
    }

    @Override
    public Condition readable(Caller caller, String table) {
        return tables.readable(caller, table);
    }

    @Override
    public Set<String> deciding(Caller caller, String table) {
        return tables.deciding(caller, table);
    }

    @Override
    public List<Committed> feed(Caller caller, long after, int most) {
        return tables.feed(caller, after, most);
    }
}
