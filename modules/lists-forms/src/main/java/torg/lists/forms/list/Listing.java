package torg.lists.forms.list;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.action.Actions;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Sight;
import torg.lists.forms.row.Words;
import torg.spi.access.WebRoles;

/** A list as one caller sees it in one request. */
public final class Listing {
    /** Of the rows that are shown, or are in a file, at once. */
    private static final long MOST_CHARACTERS = 2L * Query.MOST_CHARACTERS;

    private final Tables tables;
    private final Request request;
    private final ListView view;
    private final Condition within;
    private final Asked asked;
    private final Sight sight;
    private final Formats formats;
    private final Words words;
    private final Optional<WebRoles> roles;
    private final List<Shown> columns;
    private final List<Path> searched;
    private final List<Query.Order> order;
    private final Actions above;
    private final Actions beside;

    /**
     * A list of the rows that satisfy a condition, beside what the document fixes. Nothing is done with rows in a list that is part of something else.
     *
     * @param roles who knows the web roles of contacts; a list that shows them leaves them out while nobody does
     */
    public Listing(Tables tables, Optional<WebRoles> roles, Clock clock, Request request, ListView view, Condition within, String prefix) {
        this(tables, roles, clock, request, view, within, Asked.of(request, view, prefix));
    }

    /** @param asked what narrows and orders it, wherever that was said */
    Listing(Tables tables, Optional<WebRoles> roles, Clock clock, Request request, ListView view, Condition within, Asked asked) {
        this.tables = tables;
        this.request = request;
        this.view = view;
        this.within = within;
        this.asked = asked;
        this.sight = new Sight(tables, request.caller());
        this.formats = Formats.of(request);
        this.words = formats.words();
        this.roles = view.roles().isPresent() ? roles : Optional.empty();
        this.columns = view.columns().stream().filter(column -> column.visible(sight)).toList();
        this.searched = searched();
        this.order = order();
        this.above = new Actions(tables, clock, request, view.table(), view.actions());
        this.beside = new Actions(tables, clock, request, view.table(), within instanceof Condition.Everything ? view.rowActions() : List.of());
    }

    /** What the template {@code components/list} is handed. */
    public Model model() {
        return model("", "");
    }

    /**
     * The same with something said above the rows.
     *
     * @param said that something was done
     * @param trouble why it was not
     */
    Model model(String said, String trouble) {
        var found = canAsk() ? find() : new Found(List.of(), Pager.of(1, view.pageSize(), 0));
        var pager = found.pager;
        var shown = placed(found.rows);
        var rows = rows(shown, found.rows);
        var files = files(!rows.isEmpty());
        var filters = new FilterFields(tables, request, sight, formats, asked).models(view.filters());
        var actions = above.links();
        var several = beside.forSeveral(found.rows);
        return Model.with("listing", view.name()).with("caption", view.title().in(request.locale()))
                .with("heads", heads(shown)).with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("empty", empty())
                .with("search", !searched.isEmpty()).with("narrowed", asked.narrows()).with("q", asked.text()).with("qName", asked.prefix() + "q")
                .with("sortName", asked.prefix() + "sort").with("sort", asked.sort())
                .with("filters", filters).with("hasTools", !searched.isEmpty() || !filters.isEmpty())
                .with("actions", actions).with("hasActions", !actions.isEmpty()).with("hasButtons", !beside.isEmpty() && !rows.isEmpty())
                .with("several", several).with("hasSeveral", !several.isEmpty()).with("here", here())
                .with("said", said).with("trouble", trouble).with("words", words.below("actions."))
                .with("info", words.text("lists.info", pager.first(), pager.first() + rows.size() - 1, pager.total()))
                .with("paged", pager.hasPrevious() || pager.hasNext()).with("pages", pager.links(asked))
                .with("previous", pager.hasPrevious() ? asked.page(pager.page() - 1) : "")
                .with("next", pager.hasNext() ? asked.page(pager.page() + 1) : "")
                .with("files", files).with("hasFiles", !files.isEmpty()).with("lists", words.below("lists.")).build();
    }

    /**
     * What the template {@code components/first-rows} is handed.
     *
     * @param more address of the whole list; empty for none
     */
    Model first(String more) {
        var found = canAsk() ? rows(query(view.pageSize(), 0, false)).rows() : List.<Row>of();
        var shown = placed(found);
        var rows = rows(shown, found);
        return Model.with("caption", view.title().in(request.locale())).with("more", more).with("all", words.text("lists.more"))
                .with("heads", shown.stream().map(column -> head(column, "", Optional.empty())).toList()).with("rows", rows).with("hasRows", !rows.isEmpty())
                .with("hasButtons", false).with("hasSeveral", false).build();
    }

    Actions buttons() {
        return beside;
    }

    /** The query of the page that is shown: the same rows in the same order. */
    String here() {
        return asked.page(asked.page()).replaceFirst("^\\?$", "");
    }

    /** Those of these rows that are in the list, on whatever page. */
    List<Row> named(List<String> keys) {
        var named = Condition.any(keys.stream().filter(key -> key.length() <= 64).map(key -> Condition.eq(view.table().key(), key)).toList());
        return canAsk() ? tables.query(request.caller(), new Query(view.table().name(), List.copyOf(beside.select(sight)), Condition.all(view.where().condition(), within, named), List.of(),
                Math.max(1, keys.size()), Optional.empty(), 0, false)).rows() : List.of();
    }

    /**
     * All rows that are found, on whatever page they stand.
     *
     * @throws TorgException TOO_LARGE for more than {@value Query#MOST_ROWS}, or for too long ones
     */
    public Sheet sheet() {
        var query = query(Query.MOST_ROWS, 0, true);
        var first = canAsk() ? tables.query(request.caller(), query) : new Rows(List.of(), OptionalLong.of(0), Optional.empty());
        if (first.total().orElse(0) > Query.MOST_ROWS) throw tooMuch("lists.too-many", first.total().getAsLong(), Query.MOST_ROWS);
        var found = whole(query, first);
        var heads = new ArrayList<String>(columns.stream().flatMap(column -> column.sheetHeads(sight).stream()).map(head -> head.in(request.locale())).toList());
        if (roles.isPresent()) heads.add(view.roles().orElseThrow().label().in(request.locale()));
        return new Sheet(heads, found.rows().stream().map(this::values).toList());
    }

    private List<Optional<Object>> values(Row row) {
        var values = new ArrayList<>(columns.stream().flatMap(column -> column.sheetValues(row, formats, sight).stream()).toList());
        roles.ifPresent(known -> values.add(Optional.of(rolesOf(known, row)).filter(names -> !names.isEmpty()).map(names -> names)));
        return values;
    }

    /** People look for what they see; a list without a search box stays without. */
    private List<Path> searched() {
        var seen = view.searchShown() && !view.search().isEmpty() ? columns.stream().map(Shown::read).filter(Listing::isText) : Stream.<Path>empty();
        return Stream.concat(view.search().stream(), seen).filter(sight::reads).distinct().toList();
    }

    private static boolean isText(Path path) {
        return switch (path.column().type()) {
            case TEXT, LONG_TEXT, AUTONUMBER -> true;
            case INTEGER, DECIMAL, MONEY, DATE, DATE_TIME, BOOLEAN, CHOICE, LOOKUP, FILE -> false;
        };
    }

    private String empty() {
        if (asked.narrows()) return words.text(asked.text().isEmpty() ? "lists.nothing-chosen" : "lists.no-match");
        return view.empty().map(text -> text.in(request.locale())).orElseGet(() -> words.text("lists.empty"));
    }

    /** A document that fixes a column this caller may not read shows nothing rather than everything. */
    private boolean canAsk() {
        return !columns.isEmpty() && view.where().clauses().stream().allMatch(clause -> sight.reads(clause.path()));
    }

    private Found find() {
        var rows = page(asked.page());
        var total = rows.total().orElse(0);
        var pager = Pager.of(asked.page(), view.pageSize(), total);
        return new Found(pager.page() == asked.page() ? rows.rows() : page(pager.page()).rows(), pager);
    }

    private Rows page(int number) {
        return rows(query(view.pageSize(), Pager.skip(number, view.pageSize()), true));
    }

    private Query query(int top, int skip, boolean counted) {
        var select = new TreeSet<String>();
        columns.forEach(column -> select.addAll(column.select(sight)));
        select.addAll(beside.select(sight));
        return new Query(view.table().name(), List.copyOf(select), condition(), order, top, Optional.empty(), skip, counted);
    }

    private Rows rows(Query query) {
        return whole(query, tables.query(request.caller(), query));
    }

    /** A page of long texts ends early: what is missing is asked for, as far as it is not too much. */
    private Rows whole(Query query, Rows first) {
        var rows = new ArrayList<>(first.rows());
        var next = first.next();
        var characters = characters(first);
        while (next.isPresent() && rows.size() < query.top()) {
            if (characters > MOST_CHARACTERS) throw tooMuch("lists.too-long", MOST_CHARACTERS);
            var more = tables.query(request.caller(), new Query(query.table(), query.select(), query.where(), query.order(), query.top() - rows.size(), next, 0, false));
            rows.addAll(more.rows());
            characters += characters(more);
            next = more.next();
        }
        return new Rows(rows, first.total(), next);
    }

    private static long characters(Rows rows) {
        return rows.rows().stream().mapToLong(Row::characters).sum();
    }

    private TorgException tooMuch(String code, Object... values) {
        return TorgException.of(ProblemKind.TOO_LARGE, code, words.text(code, values));
    }

    private Condition condition() {
        var all = new ArrayList<Condition>(List.of(view.where().condition(), within));
        if (!asked.text().isEmpty() && !searched.isEmpty()) {
            all.add(Condition.any(searched.stream().map(path -> new Condition.Mentions(path.text(), asked.text())).toList()));
        }
        view.filters().stream().filter(filter -> filter.isOpen(sight)).forEach(filter -> all.add(filter.condition(asked.filters(), formats.zone())));
        return Condition.all(all.toArray(Condition[]::new));
    }

    private List<Query.Order> order() {
        if (!asked.sort().isEmpty()) {
            var descending = asked.sort().startsWith("-");
            var name = asked.sort().substring(descending ? 1 : 0);
            var column = columns.stream().filter(one -> one.path().text().equals(name) && isSortable(one)).findFirst();
            if (column.isPresent()) return List.of(new Query.Order(sortPath(column.get()), descending));
        }
        return view.sort().filter(by -> sight.reads(by.path())).map(by -> List.of(new Query.Order(by.path().text(), by.descending())))
                .orElse(List.of());
    }

    private static boolean isSortable(Shown column) {
        return column.path().column().type() != ColumnType.FILE;
    }

    /** A lookup is in the order of the titles people read. */
    private String sortPath(Shown column) {
        return sight.first(List.of(column.read(), column.path())).orElseThrow().text();
    }

    /** The columns that have a place beside these rows; without a row there is nothing to show of any. */
    private List<Shown> placed(List<Row> rows) {
        return columns.stream().filter(column -> column.hasPlace(rows)).toList();
    }

    private List<Model> heads(List<Shown> shown) {
        var heads = new ArrayList<Model>(shown.stream().map(this::head).toList());
        if (roles.isPresent()) {
            heads.add(Model.with("label", view.roles().orElseThrow().label().in(request.locale())).with("number", false).with("address", "").build());
        }
        return heads;
    }

    private Model head(Shown column) {
        var name = column.path().text();
        var now = order.stream().findFirst().filter(by -> by.path().equals(sortPath(column)));
        var up = now.filter(by -> !by.descending()).isPresent();
        return head(column, isSortable(column) ? asked.sorted(up ? "-" + name : name) : "", now);
    }

    private Model head(Shown column, String address, Optional<Query.Order> now) {
        return Model.with("label", column.label().in(request.locale())).with("number", Formats.isNumber(column.path().column())).with("address", address)
                .with("direction", now.map(by -> by.descending() ? "descending" : "ascending").orElse("")).with("sorted", now.isPresent()).build();
    }

    private List<Model> rows(List<Shown> shown, List<Row> rows) {
        return rows.stream().map(row -> {
            var cells = new ArrayList<>(shown.stream().map(column -> column.cell(row, formats, request)).toList());
            roles.ifPresent(known -> cells.add(roleCell(known, row)));
            if (beside.isEmpty()) return Model.with("cells", cells).build();
            return Model.with("cells", cells).with("chosen", Actions.chosen(row)).with("choose", beside.forSeveral(List.of(row)).isEmpty() ? "" : words.text("actions.choose", beside.name(row))).with("buttons", beside.of(row)).build();
        }).toList();
    }

    private String rolesOf(WebRoles known, Row row) {
        var words = view.roles().orElseThrow().words();
        return known.rolesOf(row.key(), request.caller().accounts()).stream().filter(words::containsKey).map(role -> words.get(role).in(request.locale())).collect(Collectors.joining(", "));
    }

    private Model roleCell(WebRoles known, Row row) {
        var names = rolesOf(known, row);
        return Model.with("label", view.roles().orElseThrow().label().in(request.locale())).with("number", false).with("link", "").with("badge", "")
                .with("text", names.isEmpty() ? words.text("lists.no-role") : names).build();
    }

    /** The list as a file; one that belongs to a row has no address of its own. */
    private List<Model> files(boolean hasRows) {
        if (!view.export() || !hasRows || !(within instanceof Condition.Everything)) return List.of();
        return Stream.of("csv", "xlsx").map(ending -> Model.with("words", words.text("lists." + ending))
                .with("address", "/api/lists/" + view.name() + "/rows." + ending + asked.everywhere(request.locale())).build()).toList();
    }

    private record Found(List<Row> rows, Pager pager) {}
}
