package torg.store.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Plain;

/** The two databases, and everything in which they differ that jOOQ does not already know. */
public enum Dialect {
    H2(SQLDialect.H2, "set query_timeout %d"),
    POSTGRES(SQLDialect.POSTGRES, "set statement_timeout = %d; set lock_timeout = '5s'; set jit = off");

    /** A statement that takes longer is ended by the database, and whoever asked is told so. */
    static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private static final Pattern ORDERED_BY_ONE_OF = Pattern.compile("(\"\\w+\"\\.\"\\w+\") in \\(.* order by \\1 ", Pattern.DOTALL);
    private static final Pattern EXISTS_ONE_OF = Pattern.compile("exists \\(.* in \\(", Pattern.DOTALL);
    /**
     * WRITE_DELAY: H2 writes now and then by itself, and cleans up; what has to be on disk is brought there by {@link Writers}. The cache is bounded in KB, for the whole
     * database. Results are not used again: H2 may keep one that was made while another transaction was about to commit, and then answers with it until something
     * else changes.
     */
    private static final Map<String, String> H2_DEFAULTS = Map.of("WRITE_DELAY", "500", "OPTIMIZE_REUSE_RESULTS", "0", "DB_CLOSE_ON_EXIT", "FALSE", "LOCK_TIMEOUT", "5000",
            "CACHE_SIZE", "32768", "QUERY_CACHE_SIZE", "256", "TRACE_LEVEL_FILE", "0");

    private final SQLDialect sql;
    private final String onConnect;

    Dialect(SQLDialect sql, String onConnect) {
        this.sql = sql;
        this.onConnect = onConnect;
    }

    /** As jOOQ calls it. */
    public SQLDialect jooq() {
        return sql;
    }

    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:file:") || url.startsWith("jdbc:h2:mem:")) return H2;
        if (url.startsWith("jdbc:postgresql:")) return POSTGRES;
        throw TorgException.of(ProblemKind.CONFIG, "store.unknown-url", "the setting torg.store/url names no database the store knows")
                .help("use jdbc:h2:file:<path> or jdbc:postgresql://<host>/<database>");
    }

    /** Statements of this connection are ended after this time, from now on. */
    void limit(Connection connection, Duration time) throws SQLException {
        Jdbc.run(connection, (this == H2 ? "set query_timeout " : "set statement_timeout = ") + time.toMillis());
    }

    /** The same until its transaction ends; H2 does not forget it then. */
    void limitOnce(Connection connection, Duration time) throws SQLException {
        if (this == POSTGRES) Jdbc.run(connection, "set local statement_timeout = " + time.toMillis());
        else limit(connection, time);
    }

    void configure(HikariConfig pool, String url, String user, String password) {
        pool.setConnectionInitSql(onConnect.formatted(LONGEST_STATEMENT.toMillis()));
        switch (this) {
            case H2 -> {
                var source = new JdbcDataSource();
                source.setURL(completed(url));
                source.setUser(user);
                source.setPassword(password);
                pool.setDataSource(source);
            }
            case POSTGRES -> {
                var source = new PGSimpleDataSource();
                source.setUrl(url);
                source.setUser(user);
                source.setPassword(password);
                source.setApplicationName("torg");
                // What is sent together becomes one statement where it is alike.
                source.setReWriteBatchedInserts(true);
                pool.setDataSource(source);
            }
        }
    }

    /**
     * What the owner of the portal wrote into the URL stands. A thread that is interrupted while it reads or writes a file closes it for everybody (java.nio does so);
     * H2's file system "retry" opens it again, so that a module which interrupts its threads ends no more than their work.
     */
    private static String completed(String url) {
        var given = url.toUpperCase(Locale.ROOT);
        var all = new StringBuilder(url.replaceFirst("^jdbc:h2:file:", "jdbc:h2:retry:"));
        H2_DEFAULTS.forEach((name, value) -> {
            if (!given.contains(";" + name + "=")) all.append(';').append(name).append('=').append(value);
        });
        return all.toString();
    }

    /**
     * Whether a run of this statement knows nothing of the one before. H2 (2.4.240, {@code IndexCursor.find}) keeps its place in an index that it searches for one value of
     * {@code in (...)} after the other: where the last run ended early the next one begins with a row that the last one left, as it was then. A run ends early when its page is
     * full and the index has the page's order, so that the column is the first to order by; and within {@code exists}. To read a statement anew costs milliseconds.
     */
    public boolean forgets(String statement) {
        return this != H2 || !ORDERED_BY_ONE_OF.matcher(statement).find() && !EXISTS_ONE_OF.matcher(statement).find();
    }

    /** Text is ordered by code point in both databases: H2 does so by itself. */
    public <T> DataType<T> collated(DataType<T> type) {
        return this == POSTGRES ? type.collation(DSL.collation("C")) : type;
    }

    /** Text without regard to case; PostgreSQL's "C" collation would fold ASCII only. */
    public Field<String> folded(Field<String> text) {
        return DSL.lower(this == POSTGRES ? text.collate("und-x-icu") : text);
    }

    /** What {@link Plain#of} makes of a text. PostgreSQL takes ten times as long for that, and is spared texts without any letter of the table: of one byte each. */
    public Field<String> plain(Field<String> text) {
        var plain = DSL.translate(folded(text), DSL.inline(Plain.FROM), DSL.inline(Plain.TO));
        for (var letter : Plain.SPELLED.entrySet()) plain = DSL.replace(plain, DSL.inline(letter.getKey()), DSL.inline(letter.getValue()));
        return this == POSTGRES ? DSL.when(DSL.octetLength(text).eq(DSL.charLength(text)), folded(text)).otherwise(plain) : plain;
    }

    /** Empty cells come first when ascending: H2's own way, which it only recognises in an index when it is not spelled out. */
    public SortField<?> sorted(Field<?> field, boolean descending, boolean mayBeEmpty) {
        var sorted = descending ? field.desc() : field.asc();
        if (this == H2 || !mayBeEmpty) return sorted;
        return descending ? sorted.nullsLast() : sorted.nullsFirst();
    }

    /** H2 does not see by itself that an index spares it the sorting, and takes the shortest one. */
    public Table<?> by(String index, String table, String alias) {
        if (this == POSTGRES) return DSL.table(Names.quoted(table)).as(Names.quoted(alias));
        return DSL.table("{0} {1} use index ({2})", Names.quoted(table), Names.quoted(alias), Names.quoted(index));
    }

    /** The same text, for none is empty, in a form that H2 uses no index for. */
    public Field<?> besideIndexes(Field<?> field) {
        return this == H2 && field.getType() == String.class ? DSL.field("nullif({0}, '')", field.getDataType(), field) : field;
    }

    /** Changes rows, and answers with a column of those that it changed. */
    public String changed(Query update, String column) {
        var text = DSL.using(sql).renderInlined(update);
        var name = "\"" + column + "\"";
        return this == H2 ? "select " + name + " from final table (" + text + ")" : text + " returning " + name;
    }

    /** Draws the next numbers of a sequence, this many. */
    public Select<Record1<Long>> numbers(String sequence, Field<Long> many) {
        return DSL.select(DSL.sequence(DSL.name(sequence), Long.class).nextval()).from(DSL.table(this == H2 ? "system_range(1, {0})" : "generate_series(1, {0})", many));
    }
}
