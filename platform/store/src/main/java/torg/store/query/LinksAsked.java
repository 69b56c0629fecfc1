package torg.store.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Link;
import torg.api.table.Relationship;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.rights.Looked;
import torg.store.rights.Reach;
import torg.store.rights.Rules;
import torg.store.sql.Cache;
import torg.store.sql.Joins;
import torg.store.sql.Known;
import torg.store.sql.LeafSql;
import torg.store.sql.LinkTable;
import torg.store.sql.Slot;
import torg.store.sql.Sql;
import torg.store.sql.Standing;
import torg.store.sql.Statement;

/** The links of several rows, as one caller may ask for them: both rows of a link have to be there for the caller. */
public final class LinksAsked {
    private static final int MOST_LINKS = 10_000;
    private final Known known;
    private final Reach reach;
    private final Table table;
    private final Relationship side;
    private final Table target;
    /** Distinct, and as many as a power of two, because lists in SQL come in few lengths: the last one is repeated. */
    private final List<Object> keys;

    public LinksAsked(Known known, Reach reach, Table table, String relationship, Collection<String> asked) {
        this.known = known;
        this.reach = reach;
        this.table = table;
        this.side = table.relationship(relationship).orElseThrow(() -> Question.unknown(table, relationship));
        this.target = known.schema().table(side.target());
        if (asked.size() > Tables.MOST_KEYS) throw tooMuch("links are asked of at most " + Tables.MOST_KEYS + " rows");
        this.keys = new ArrayList<>(new TreeSet<>(asked.stream().filter(Cells::isKey).toList()));
        while (keys.size() > 2 && Integer.bitCount(keys.size()) > 1) keys.add(keys.getLast());
    }

    /** Whether there is nothing to look for. */
    boolean findsNothing() {
        return keys.isEmpty() || rows(table) instanceof torg.api.table.Condition.Nothing || rows(target) instanceof torg.api.table.Condition.Nothing;
    }

    Plan.Key key() {
        var grants = List.of(new Cache.Same(reach.grant(table, Privilege.READ)), new Cache.Same(reach.grant(target, Privilege.READ)));
        return new Plan.Key(known, table.name() + '*' + side.name() + '*' + keys.size(), grants, Standing.of(reach.caller()));
    }

    Statement compile(Dialect dialect) {
        var sql = new Sql(dialect);
        var links = LinkTable.of(table, side);
        var alias = sql.alias();
        var here = links.field(sql, alias, links.here());
        var there = links.field(sql, alias, links.there());
        var asked = IntStream.range(0, keys.size()).mapToObj(i -> sql.slot(Slot.literal(i), here.getDataType())).toList();
        return sql.statement(DSL.select(here, there).from(links.as(alias)).where(DSL.and(here.in(asked), visible(sql, table, here), visible(sql, target, there)))
                .orderBy(here, there).limit(sql.slot(Slot.fetch(), SQLDataType.BIGINT)));
    }

    private Condition visible(Sql sql, Table of, Field<Object> key) {
        var alias = sql.alias();
        var is = Joins.untyped(sql.field(alias, of.columns().get(of.key()))).eq(key);
        var may = new Rules(known, sql, new LeafSql(sql, Standing.of(reach.caller()), known.schema())).of(rows(of), of, alias, Looked.ONE);
        return DSL.exists(DSL.selectOne().from(Joins.as(of, alias)).where(DSL.and(is, may)));
    }

    private torg.api.table.Condition rows(Table of) {
        return reach.grant(of, Privilege.READ).rows();
    }

    List<Link> read(Connection connection, Statement statement) throws SQLException {
        var found = new ArrayList<Link>();
        try (var prepared = statement.on(connection, new Slot.Arguments(reach.caller(), keys, List.of(), MOST_LINKS + 1, 0)); var rows = prepared.executeQuery()) {
            while (rows.next()) found.add(new Link(rows.getString(1), rows.getString(2)));
        }
        if (found.size() > MOST_LINKS) throw tooMuch("these rows have more than " + MOST_LINKS + " links");
        return List.copyOf(found);
    }

    private static TorgException tooMuch(String message) {
        return TorgException.of(ProblemKind.MALFORMED, "table.too-much", message).help("ask for fewer rows at once");
    }
}
