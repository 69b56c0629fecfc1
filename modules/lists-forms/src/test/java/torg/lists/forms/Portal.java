package torg.lists.forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.SiteTexts;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.lists.forms.chart.ChartCompiler;
import torg.lists.forms.form.DraftTable;
import torg.lists.forms.form.FormCompiler;
import torg.lists.forms.list.ListCompiler;
import torg.lists.forms.record.RecordCompiler;
import torg.lists.forms.row.LanguagesCompiler;
import torg.lists.forms.row.PagesCompiler;
import torg.spi.site.SiteCompiler;
import torg.spi.view.Component;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The demo's own documents over a few rows in memory: two customers, four people, five products, thirty-one orders. */
public final class Portal {
    /** 12:00 in Oslo on the day the tests live in. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);
    public static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    public static final Caller MARIA = Caller.contact("ALFKI-1", "Maria Anders", List.of("ALFKI"), List.of("customer-representative"));
    public static final Caller JANE = Caller.contact("ALFKI-2", "Jane", List.of("ALFKI"), List.of("authorized-user"));
    public static final Caller ANA = Caller.contact("ANATR-1", "Ana Trujillo", List.of("ANATR"), List.of("customer-representative"));
    public static final Caller MAY = Caller.contact("ANATR-2", "May", List.of("ANATR"), List.of());
    public static final Caller ADMIN = Caller.contact("NW-1", "Admin", List.of(), List.of("administrator"));
    private static final Path SITE = Path.of("..", "..", "content", "customer-portal");

    private final TestSource source = new TestSource().languages("en", "nb").setting("time-zone", "Europe/Oslo").part(SiteTexts.class, new SiteTexts(Map.of()))
            .marker("contact", "/contact").marker("terms", "/terms").marker("new-order", "/orders/new").folder(SITE, "tables", "roles", "pages", "lists", "charts", "records", "forms");
    private final TestSites sites = TestSites.of(source, compilers());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new DraftTable()).rights(new DemoRights("", ""));

    public Portal() {
        people();
        products();
        for (var i = 1; i <= 30; i++) order("O" + (100 + i), "ALFKI", i % 2 == 0 ? "ALFKI-1" : "ALFKI-2", i, i % 3 == 0 ? "delivered" : "open");
        order("A200", "ANATR", "ANATR-2", 5, "open");
    }

    public static SiteCompiler<?>[] compilers() {
        return new SiteCompiler<?>[] {new TableDocuments(), new PagesCompiler(), new LanguagesCompiler(), new FormCompiler(), new ListCompiler(), new ChartCompiler(), new RecordCompiler()};
    }

    public MemoryTables tables() {
        return tables;
    }

    /** A document as it ships. */
    public String text(String path) {
        try {
            return Files.readString(SITE.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Edit a document and put the site in place. */
    public void edit(String path, String text) {
        sites.swap(source.document(path, text));
    }

    /** Let nobody read a column from now on. */
    public void hide(String table, String column) {
        tables.rights(new DemoRights(table, column));
    }

    /** Let everybody read these rows of a table from now on. */
    public void open(String table, Condition rows) {
        tables.rights(new OpenTable(new DemoRights("", ""), table, rows));
    }

    public TestSource source() {
        return source;
    }

    /** A request; parameters are name, value, name, value. */
    public Request get(Caller caller, String path, String... query) {
        return request(caller, "GET", path, Locale.ENGLISH, values(query), Map.of());
    }

    public Request post(Caller caller, String path, String... form) {
        return request(caller, "POST", path, Locale.ENGLISH, Map.of(), values(form));
    }

    public Request request(Caller caller, String method, String path, Locale locale, Map<String, List<String>> query, Map<String,
            List<String>> form) {
        return new Request("r1", method, path, locale, query, form, Map.of(), caller, Optional.of("token"), "127.0.0.1", sites.current());
    }

    /** A placement of a component; parameters are name, value. */
    public static Component.Place place(Request request, Map<String, String> variables, String... parameters) {
        var at = Position.start("pages/test.md");
        var entries = new LinkedHashMap<String, Node>();
        for (var i = 0; i < parameters.length; i += 2) entries.put(parameters[i], new Node.Scalar(at, parameters[i + 1]));
        var page = new Page(request.path(), Text.of("Test"), Optional.empty(), "page", Map.of(), List.of(), false, List.of(), Optional.empty(),
                variables);
        return new Component.Place("c1", request, page, new Node.Mapping(at, entries));
    }

    public void write(Change... changes) {
        tables.write(Caller.service("test"), Write.of(changes));
    }

    private static Map<String, List<String>> values(String... pairs) {
        var values = new HashMap<String, List<String>>();
        for (var i = 0; i < pairs.length; i += 2) values.computeIfAbsent(pairs[i], _ -> new ArrayList<>()).add(pairs[i + 1]);
        return values;
    }

    private void people() {
        put("company", "companycode", "nwt", "name", "Northwind Traders");
        put("currency", "currencycode", "USD", "name", "US Dollar");
        put("pricelist", "pricelistcode", "B2B", "name", "Business");
        account("ALFKI", "Alfreds Futterkiste", "DE");
        account("ANATR", "Ana Trujillo Emparedados", "MX");
        contact("ALFKI-1", "Maria Anders", "ALFKI");
        contact("ALFKI-2", "Jane", "ALFKI");
        contact("ANATR-1", "Ana Trujillo", "ANATR");
        contact("ANATR-2", "May", "ANATR");
        put("contact", "contactnumber", "NW-1", "fullname", "Admin");
    }

    private void account(String key, String name, String country) {
        put("account", "accountnumber", key, "name", name, "company", "nwt", "currency", "USD", "pricelist", "B2B", "country", country);
        put("address", "addresskey", key + "-2", "account", key, "description", "A warehouse", "street", "Backstreet 2", "city", "Hamburg",
                "postalcode", "20000", "country", country);
        put("address", "addresskey", key + "-1", "account", key, "description", name, "street", "Obere Str. 57", "city", "Berlin", "postalcode",
                "12209", "country", country, "isprimary", true);
    }

    private void contact(String key, String name, String account) {
        put("contact", "contactnumber", key, "fullname", name, "account", account, "company", "nwt", "pricelist", "B2B", "currency", "USD",
                "country", account.equals("ALFKI") ? "DE" : "MX", "language", "en");
    }

    private void products() {
        put("uom", "symbol", "box", "name", "Box", "decimals", 0L);
        put("uom", "symbol", "kg", "name", "Kilogram", "decimals", 3L);
        product("1", "Chai", "box", "18", false);
        product("2", "Chang", "box", "19", false);
        product("5", "Chef Anton's Gumbo Mix", "box", "21.35", true);
        product("11", "Queso Cabrales", "kg", "21", false);
        product("12", "<b>Queso</b> & Manchego", "kg", "38", false);
    }

    private void product(String key, String name, String unit, String price, boolean discontinued) {
        put("product", "productnumber", key, "name", name, "unit", unit, "currency", "USD", "price", new BigDecimal(price), "discontinued",
                discontinued, "category", "Food");
        put("pricelistitem", "itemkey", "B2B-" + key, "pricelist", "B2B", "product", key, "unit", unit, "currency", "USD", "price",
                new BigDecimal(price));
    }

    private void order(String key, String account, String contact, int day, String status) {
        put("salesorder", "ordernumber", key, "name", "Order " + key, "account", account, "contact", contact, "company", "nwt", "currency", "USD",
                "deliverycountry", "DE",
                "orderdate", Instant.parse("2026-10-%02dT08:00:00Z".formatted(day)), "requestedreceiptdate", LocalDate.of(2026, 11, day), "status",
                status,
                "total", new BigDecimal("1234.50").add(BigDecimal.valueOf(day)));
    }

    private void put(String table, Object... pairs) {
        var values = new HashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) values.put((String) pairs[i], pairs[i + 1]);
        write(new Change.Create(table, values));
    }

    /** The values of one name in a list of models, in order. */
    public static List<Object> each(Model model, String list, String name) {
        return ((List<?>) model.get(list)).stream().map(item -> ((Model) item).get(name)).toList();
    }

}
