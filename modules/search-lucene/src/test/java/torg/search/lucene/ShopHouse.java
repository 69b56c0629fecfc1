package torg.search.lucene;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.search.Sought;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.search.lucene.file.ReadingProcess;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.query.LuceneSearch;
import torg.search.lucene.site.SearchCompiler;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.view.PageGuide;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** A small shop with its customers, products, orders and pages, whose rights and rows a test changes as it likes. */
final class ShopHouse implements TableAccess, PageGuide, AutoCloseable {
    static final Caller HOUSE = Caller.service("test");
    static final Caller JANE = Caller.contact("jane", "Jane", List.of("ALFKI"), List.of());
    static final Caller ANA = Caller.contact("ana", "Ana", List.of("ANATR"), List.of());

    static final String SEARCH = """
            synonyms:
              - [wine, vin, grape juice]
              - [liquorice, lakris]
            tables:
              - {table: product, columns: {number: 8, name: 6, description: 2}, link: "/products/{number}", facets: [kind]}
              - {table: salesorder, columns: {number: 8, placed: 4, note: 2, status: 2}, found-by: [account, line.salesorder], link: "/orders/{number}", facets: [status, placed, account], sort: [placed]}
              - {table: line, found-by: [product]}
              - {table: account, columns: {id: 8, name: 6}, link: "/customers/{id}"}
            """;

    final TestSource source = new TestSource().languages("en", "nb")
            .document("tables/account.yml", "{table: account, key: id, title: name, columns: {id: {type: text}, name: {type: text}}}")
            .document("tables/product.yml", "{table: product, key: number, title: name, columns: {number: {type: text}, name: {type: text}, description: {type: text}, kind: {type: choice, choices: {food: Food, drink: Drink}}}}")
            .document("tables/salesorder.yml", "{table: salesorder, key: number, title: number, columns: {number: {type: text}, placed: {type: date}, note: {type: text}, status: {type: choice, choices: {open: Open, done: Done}}, account: {type: lookup, to: account}}}")
            .document("tables/line.yml", "{table: line, key: id, title: id, columns: {id: {type: text}, salesorder: {type: lookup, to: salesorder}, product: {type: lookup, to: product}}}")
            .document("search.yml", SEARCH);
    final TestSites sites = TestSites.of(source, new TableDocuments(), new SearchCompiler());
    final MemoryTables tables = new MemoryTables(sites::schema).rights(this);
    final Map<String, Condition> rules = new HashMap<>(Map.of("product", new Condition.Everything(), "account", new Condition.Compare("id", Condition.Operator.EQ, new Operand.MyAccounts()),
            "salesorder", new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()), "line", new Condition.Compare("salesorder.account", Condition.Operator.EQ, new Operand.MyAccounts())));
    final Map<String, Page> pages = new HashMap<>();
    final Map<String, WebFile> files = new HashMap<>();
    final Indexes indexes;
    final SearchIndex index;
    final LuceneSearch search;
    SearchIndex again;
    Set<String> hiddenColumns = Set.of();
    Set<String> closedPages = Set.of();

    ShopHouse(Path folder) {
        this(folder, Indexes.READING);
    }

    ShopHouse(Path folder, ReadingProcess reading) {
        page("/terms", "Terms of sale", "Orders are delivered within three days. Returned parcels are paid by us.", "Salgsvilkår", "Bestillinger leveres innen tre dager.");
        indexes = new Indexes(folder, reading);
        index = indexes.index("index", sites, tables, this);
        search = Indexes.search(index, tables, this);
        put("account", "ALFKI", Map.of("name", "Alfreds Futterkiste"));
        put("account", "ANATR", Map.of("name", "Ana Trujillo"));
        put("product", "1", Map.of("name", "Chai", "description", "10 boxes of tea bags", "kind", "drink"));
        put("product", "2", Map.of("name", "Côte de Blaye", "description", "wine from a hill", "kind", "drink"));
        put("product", "PX-49", Map.of("name", "Maxilaku liquorice", "kind", "food"));
        put("salesorder", "W000017", Map.of("account", "ALFKI", "status", "open", "placed", java.time.LocalDate.of(2026, 8, 25), "note", "leave it at the gate"));
        put("salesorder", "10248", Map.of("account", "ALFKI", "status", "done", "placed", java.time.LocalDate.of(2025, 1, 2)));
        put("salesorder", "10249", Map.of("account", "ANATR", "status", "open", "placed", java.time.LocalDate.of(2026, 8, 25)));
        put("line", "a", Map.of("salesorder", "W000017", "product", "1"));
        put("line", "b", Map.of("salesorder", "10249", "product", "1"));
        put("line", "c", Map.of("salesorder", "10248", "product", "PX-49"));
    }

    void put(String table, String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put(table, key, values)));
    }

    void page(String path, String title, String text, String norwegian, String norwegianText) {
        pages.put(path, new Page(path, new Text(Map.of("en", title, "nb", norwegian)), Optional.empty(), "page", Map.of("en", new Html("<p>" + text + "</p>"), "nb", new Html("<p>" + norwegianText + "</p>")),
                List.of(), true, List.of(), Optional.of("/"), Map.of()));
    }

    /** The site is another, in these languages. */
    void edited(String... languages) {
        sites.swap(source.languages(languages));
    }

    Request request(Caller caller, String language) {
        return Requests.get(sites.current(), "/search").as(caller).in(language).request();
    }

    /** Kinds and keys of what is found, the best first, once everything that was written is in the index. */
    List<String> find(Caller caller, String text) {
        return keys(all(caller, Sought.of(text, 50)));
    }

    static List<String> keys(torg.api.search.Found found) {
        return found.hits().stream().map(hit -> hit.kind() + " " + hit.key()).toList();
    }

    torg.api.search.Found all(Caller caller, Sought sought) {
        return all(caller, "en", sought);
    }

    torg.api.search.Found all(Caller caller, String language, Sought sought) {
        var end = System.nanoTime() + 30_000_000_000L;
        while (!index.isCurrent(sites.current())) {
            if (System.nanoTime() > end) throw new AssertionError("the index is not current in time");
            LockSupport.parkNanos(1_000_000);
        }
        return search.find(request(caller, language), sought);
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return new Grant(rules.getOrDefault(table, new Condition.Nothing()), List.of("test"));
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return column -> !hiddenColumns.contains(table + "." + column);
    }

    @Override
    public Set<String> tables() {
        return rules.keySet();
    }

    @Override
    public PageGuide.Found find(Request request) {
        return new PageGuide.Found.Nothing();
    }

    @Override
    public Page special(Request request, String name) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public Optional<String> signIn(Request request) {
        return Optional.empty();
    }

    @Override
    public Model frame(Request request, Page page) {
        return Model.EMPTY;
    }

    @Override
    public Collection<Page> all(Site site) {
        return pages.values();
    }

    @Override
    public Collection<Page> readable(Request request) {
        return pages.values().stream().filter(page -> !closedPages.contains(page.path())).toList();
    }

    @Override
    public Collection<WebFile> files(Site site) {
        return List.copyOf(files.values());
    }

    @Override
    public Collection<WebFile> readableFiles(Request request) {
        return files.values().stream().filter(file -> !closedPages.contains(file.page().path())).toList();
    }

    @Override
    public void close() throws Exception {
        indexes.close();
    }
}
