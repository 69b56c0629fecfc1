package torg.table.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.web.Request;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.table.api.ask.ReadablePaths;
import torg.testkit.MemoryTables;

/** Two customers, seven orders, three of them of ALFKI, and who may see which. */
public final class Shop {
    public static final Caller MARIA = Caller.contact("MARIA", "Maria", List.of("ALFKI"), List.of("buyer"));
    public static final Caller MAY = Caller.contact("MAY", "May", List.of("ANATR"), List.of());
    static final Caller HOUSE = Caller.service("test");

    public final MemoryTables tables = new MemoryTables(schema()).rights(new Rules());
    final TablesResource resource = new TablesResource(tables);

    public Shop() {
        create("account", Map.of("number", "ALFKI", "name", "Alfreds 'Futterkiste'"));
        create("account", Map.of("number", "ANATR", "name", "Ana Trujillo"));
        create("step", Map.of("number", "1"));
        create("product", Map.of("number", "1", "name", "Chai", "discontinued", false));
        for (var i = 1; i <= 7; i++) {
            create("salesorder", Map.of("number", "" + i, "account", i <= 3 ? "ALFKI" : "ANATR", "total", new BigDecimal("10.50").multiply(BigDecimal.valueOf(i)),
                    "day", LocalDate.of(2026, 1, i), "written", Instant.parse("2026-01-0" + i + "T08:00:00Z"), "lines", (long) i, "margin", "secret" + i, "paid", i % 2 == 0));
        }
    }

    public void create(String table, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Create(table, values)));
    }

    /** Rows of a table with fifty columns. */
    void wide(int rows) {
        tables.write(HOUSE, Write.of(IntStream.range(0, rows).mapToObj(i -> new Change.Create("wide", Map.of("c0", "%05d".formatted(i)))).toList()));
    }

    public ReadablePaths paths(Caller caller, String table) {
        return new ReadablePaths(tables, caller, tables.schema().table(table));
    }

    /** A request with these parameters, name and value in turn. */
    static Request request(Caller caller, String... parameters) {
        var query = new LinkedHashMap<String, List<String>>();
        for (var i = 0; i < parameters.length; i += 2) query.put(parameters[i], List.of(parameters[i + 1]));
        var settings = new SiteSettings(Text.of("Shop"), "plain", List.of(Locale.ENGLISH), Map.of());
        var site = new Site("shop", 1, settings, List.of(), Map.of(), Map.of(Schema.class, schema()));
        return new Request("r", "GET", "/api/tables", Locale.ENGLISH, query, Map.of(), Map.of(), caller, Optional.empty(), "127.0.0.1", site);
    }

    /** The same request with a header, its name in lower case. */
    static Request with(Request request, String name, String value) {
        return new Request(request.id(), request.method(), request.path(), request.locale(), request.query(), request.form(), Map.of(name, value), request.caller(), request.csrf(),
                request.address(), request.site());
    }

    /** The same tables, but for calls of these names this is what comes of them. */
    static Tables instead(Tables tables, Function<String, Optional<Object>> answer) {
        return (Tables) Proxy.newProxyInstance(Shop.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            var instead = answer.apply(method.getName());
            if (instead.isPresent()) return instead.get();
            try {
                return method.invoke(tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** The same tables, whose rows cannot be read any more once something was written. */
    static Tables busyAfterWrites(Tables tables) {
        var written = new boolean[1];
        return instead(tables, name -> {
            if (written[0] && name.equals("find")) throw TorgException.of(ProblemKind.BUSY, "store.away", "the database cannot be reached");
            written[0] |= name.equals("write");
            return Optional.empty();
        });
    }

    private static Schema schema() {
        return Schema.of(List.of(
                table("account", Column.of("number", ColumnType.TEXT), Column.of("name", ColumnType.TEXT)),
                table("product", Column.of("number", ColumnType.TEXT), searched(Column.of("name", ColumnType.TEXT)), Column.of("discontinued", ColumnType.BOOLEAN)),
                table("salesorder", Column.of("number", ColumnType.TEXT), Column.lookup("account", "account"), Column.of("total", ColumnType.MONEY),
                        Column.of("day", ColumnType.DATE), Column.of("written", ColumnType.DATE_TIME), Column.of("lines", ColumnType.INTEGER),
                        Column.of("margin", ColumnType.TEXT), Column.of("paid", ColumnType.BOOLEAN), Column.of("note", ColumnType.TEXT)),
                table("wide", IntStream.range(0, 50).mapToObj(i -> Column.of("c" + i, ColumnType.TEXT)).toArray(Column[]::new)),
                table("step", Column.of("number", ColumnType.TEXT), Column.lookup("next", "step"), Column.of("mark", ColumnType.TEXT).asUnique()),
                Table.internal("inner", List.of(), Column.of("id", ColumnType.TEXT))));
    }

    private static Column searched(Column column) {
        return new Column(column.name(), column.type(), column.label(), false, column.length(), 0, Optional.empty(), false, List.of(), Optional.empty(), Optional.empty(), false, true,
                Optional.empty());
    }

    private static Table table(String name, Column... columns) {
        var byName = new LinkedHashMap<String, Column>();
        for (var column : columns) byName.put(column.name(), column);
        return new Table(name, Text.of(name), Text.of(name + "s"), columns[0].name(), columns[0].name(), byName, List.of(), false, false);
    }

    /** Everybody reads products; buyers read and write what belongs to their account; nobody reads margins. */
    static class Rules implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (table.equals("product") && privilege == Privilege.READ) return new Grant(new Condition.Everything(), List.of("products"));
            if (!caller.hasRole("buyer")) return Grant.denied("no role");
            return switch (table) {
                case "account", "wide", "step" -> new Grant(new Condition.Everything(), List.of("accounts"));
                case "salesorder" -> new Grant(Condition.eq("account", "ALFKI"), List.of("own orders"));
                default -> Grant.denied("no rule");
            };
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> !column.equals("margin");
        }

        @Override
        public Set<String> tables() {
            return Set.of("product", "account", "salesorder", "wide", "step");
        }
    }

    /** The same without anybody who may make or change a row, or use the column {@code note}. */
    static final class ReadOnly extends Rules {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return privilege == Privilege.READ ? super.grant(caller, table, privilege) : Grant.denied("nothing may be changed");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> !column.equals("note") && super.columns(caller, table, privilege).test(column);
        }
    }

    /** The same, but of steps only the first. */
    static final class OneStep extends Rules {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return table.equals("step") && privilege == Privilege.READ ? new Grant(Condition.eq("number", "1"), List.of("one step")) : super.grant(caller, table, privilege);
        }
    }

    /** The same, but nobody gives a new row a note. */
    static final class NoNewNotes extends Rules {
        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> !(column.equals("note") && privilege == ColumnPrivilege.CREATE) && super.columns(caller, table, privilege).test(column);
        }
    }

    /** The same, but of accounts only the one that is not theirs. */
    static final class OtherAccount extends Rules {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return table.equals("account") ? new Grant(Condition.eq("number", "ANATR"), List.of("another account")) : super.grant(caller, table, privilege);
        }
    }

    /** The same, but no accounts. */
    public static final class NoAccounts extends Rules {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return table.equals("account") ? Grant.denied("no accounts") : super.grant(caller, table, privilege);
        }
    }

    /** The same, but every account and every order. */
    static final class Everything extends Rules {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return Set.of("account", "salesorder").contains(table) ? new Grant(new Condition.Everything(), List.of("everything")) : super.grant(caller, table, privilege);
        }
    }
}
