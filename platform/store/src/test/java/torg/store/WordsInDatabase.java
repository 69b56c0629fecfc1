package torg.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import torg.store.database.Dialect;

/** What the databases have for words in texts: H2's full-text search, and PostgreSQL's with an index of its own; over the texts of orders, with the customer's rule written by hand. */
final class WordsInDatabase {
    private static final String ANSWER = """
            with hit as %s (select o."ordernumber", o."status", o."account", extract(year from o."orderdate") as placed from %s)
            select 'total' as facet, '' as a, count(*) as n from hit
            union all select 'status', "status", count(*) from hit group by "status"
            union all select 'account', "account", count(*) from hit group by "account"
            union all select 'placed', cast(placed as varchar(10)), count(*) from hit group by placed
            union all select 'hit', "ordernumber", 0 from (select "ordernumber" from hit order by "ordernumber" fetch first %d rows only) as page""";
    private static final String TEXTS = "\"ordernumber\" || ' ' || \"name\" || ' ' || coalesce(\"requisitionnumber\", '') || ' ' || coalesce(\"deliverycity\", '')";

    private WordsInDatabase() {}

    /** Over the rows that are there. */
    static void make(Connection connection, Dialect dialect) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (dialect == Dialect.H2) {
                statement.execute("create alias if not exists FT_INIT for 'org.h2.fulltext.FullText.init'");
                statement.execute("call FT_INIT()");
                statement.execute("call FT_CREATE_INDEX('PUBLIC', 'salesorder', 'ordernumber,name,requisitionnumber,deliverycity')");
            } else {
                statement.execute("create index words_of_orders on \"salesorder\" using gin (to_tsvector('simple', " + TEXTS + "))");
            }
        }
    }

    /**
     * A page of hits, and how many of them there are by status, account and year.
     *
     * @param word of the bench's own, which needs no quoting
     * @param account whose orders are seen; those of all when empty
     * @return how many hits there are
     */
    static long find(Connection connection, Dialect dialect, String word, Optional<String> account, int top) throws SQLException {
        var seen = account.map(own -> " and o.\"account\" = '" + own + "'").orElse("");
        var from = dialect == Dialect.H2
                ? "FT_SEARCH_DATA('" + word + "', 0, 0) f join \"salesorder\" o on o.\"ordernumber\" = f.KEYS[1] where true" + seen
                : "\"salesorder\" o where to_tsvector('simple', " + TEXTS + ") @@ to_tsquery('simple', '" + word + "')" + seen;
        var total = 0L;
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(ANSWER.formatted(dialect == Dialect.H2 ? "" : "materialized", from, top))) {
            while (rows.next()) if (rows.getString(1).equals("total")) total = rows.getLong(3);
        }
        return total;
    }
}
