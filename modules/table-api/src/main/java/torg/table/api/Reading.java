package torg.table.api;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Grouping.Measure;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.RowTag;
import torg.table.api.ask.Apply;
import torg.table.api.ask.Expand;
import torg.table.api.ask.Malformed;
import torg.table.api.ask.Options;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;
import torg.table.api.row.Address;
import torg.table.api.row.FileLinks;
import torg.table.api.row.Reference;
import torg.table.api.row.RowJson;

/** Answers one question for one caller, the rows within rows included: one query for each part of {@code $expand}, however many rows it begins at. */
final class Reading {
    /** Rows within rows of one answer. */
    static final int MOST_WITHIN = 10_000;

    private final Tables tables;
    private final Caller caller;
    private final boolean relative;
    private final FileLinks files;
    private int rowsLeft = MOST_WITHIN;
    private int cellsLeft = Options.MOST_CELLS;

    /** For a client of OData, which says so with a version, links begin at the service's root: some put the root before whatever they are given. */
    Reading(Tables tables, Request request) {
        this.tables = tables;
        this.caller = request.caller();
        this.relative = request.header("odata-maxversion").isPresent();
        this.files = new FileLinks(tables, caller, relative);
    }

    /**
     * What these parameters ask for: a page of rows, or figures about rows.
     *
     * @param among what is asked beside them
     * @param address where these rows are
     */
    Map<String, Object> answer(Table table, Map<String, List<String>> parameters, Condition among, String address) {
        var paths = new ReadablePaths(tables, caller, table);
        if (parameters.containsKey("$apply")) return figures(Apply.of(parameters, paths), among);
        var options = Options.of(parameters, paths);
        return page(table, options, among, address, table.name() + options.selected(), rows -> json(rows, options));
    }

    /** Where the rows are that these parameters ask for. */
    Map<String, Object> references(Table table, Map<String, List<String>> parameters, Condition among, String address) {
        var options = Options.references(parameters, new ReadablePaths(tables, caller, table));
        return page(table, options, among, address, "Collection(" + Address.REF + ")", rows -> rows.stream().map(row -> Map.of(Reference.ID, address(row))).toList());
    }

    /** Where one row is; empty when there is none for this caller. */
    Optional<Answered> reference(Table table, String key, Map<String, List<String>> parameters) {
        Options.references(parameters, new ReadablePaths(tables, caller, table));
        return tables.find(caller, table.name(), key, table.key()).map(row -> {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("@odata.context", Address.context("#" + Address.REF));
            answer.put(Reference.ID, address(row));
            return new Answered(200, null, null, answer);
        });
    }

    private String address(Row row) {
        return link(Address.row(row.table(), row.key()));
    }

    private String link(String address) {
        return relative ? address.substring(Address.ROOT.length() + 1) : address;
    }

    /** How many rows these parameters are about; {@code among} is asked beside them. */
    long count(Table table, Map<String, List<String>> parameters, Condition among) {
        var where = Condition.all(among, Options.counted(parameters, new ReadablePaths(tables, caller, table)).where());
        return (long) tables.groups(caller, new Grouping(table.name(), where, List.of(), List.of(Measure.COUNT), 1)).getFirst().figures().getFirst().orElseThrow();
    }

    private Map<String, Object> figures(Apply apply, Condition among) {
        var asked = apply.grouping();
        var groups = tables.groups(caller, new Grouping(asked.table(), Condition.all(among, asked.where()), asked.by(), asked.measures(), asked.most()));
        var names = Stream.concat(asked.by().stream().map(path -> path.replace('.', '/')), apply.names().stream()).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("@odata.context", Address.context("#" + asked.table() + "(" + String.join(",", names) + ")"));
        answer.put("value", apply.shown(groups).stream().map(group -> {
            var json = new LinkedHashMap<String, Object>();
            for (var path : asked.by()) json.put(path.replace('.', '/'), group.by().get(path));
            for (var i = 0; i < apply.names().size(); i++) json.put(apply.names().get(i), group.figures().get(i).orElse(null));
            return json;
        }).toList());
        return answer;
    }

    private Map<String, Object> page(Table table, Options options, Condition among, String address, String what, Function<List<Row>, List<?>> json) {
        var query = options.query(tables.schema(), table);
        var rows = tables.query(caller, query.where(Condition.all(among, query.where())));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("@odata.context", Address.context("#" + what));
        rows.total().ifPresent(total -> answer.put("@odata.count", total));
        var shown = shown(rows, options);
        answer.put("value", json.apply(shown));
        next(rows, options, shown.size(), address).ifPresent(link -> answer.put("@odata.nextLink", link));
        return answer;
    }

    /** One row by itself, as these parameters ask for it; empty when there is none for this caller. */
    Optional<Answered> row(Table table, String key, Map<String, List<String>> parameters) {
        var options = Options.of(parameters, new ReadablePaths(tables, caller, table));
        return tables.find(caller, table.name(), key, options.read().toArray(String[]::new)).map(row -> {
            var json = json(List.of(row), options).getFirst().under(Address.context("#" + table.name() + options.selected() + "/$entity"));
            return new Answered(200, null, RowTag.of(row.version()), json);
        });
    }

    /** Rows as JSON, in their order, with what is to be shown within them. A row that many point to is read once, but written with each of them. */
    List<RowJson> json(List<Row> rows, Options options) {
        var json = built(rows, options);
        if (json.stream().mapToLong(RowJson::inner).sum() > Options.MOST_CELLS) throw tooMuch();
        return json;
    }

    private List<RowJson> built(List<Row> rows, Options options) {
        var within = new IdentityHashMap<Row, Map<String, Object>>();
        for (var row : rows) within.put(row, new LinkedHashMap<>());
        for (var part : options.expand()) {
            switch (part.way()) {
                case Way.One one -> one(rows, part, one.lookup().name(), within);
                case Way.Many _ -> many(rows, part, within);
            }
        }
        return rows.stream().map(row -> new RowJson(row, options.select(), files, within.get(row))).toList();
    }

    private void one(List<Row> rows, Expand part, String lookup, Map<Row, Map<String, Object>> within) {
        var keys = new LinkedHashSet<String>();
        for (var row : rows) row.text(lookup).ifPresent(keys::add);
        var found = new LinkedHashMap<String, Row>();
        each(part, List.copyOf(keys)).forEach((key, answer) -> answer.rows().forEach(row -> found.put(key, row)));
        var json = byRow(List.copyOf(found.values()), part.options());
        for (var row : rows) within.get(row).put(part.name(), row.text(lookup).map(found::get).map(json::get).orElse(null));
    }

    private void many(List<Row> rows, Expand part, Map<Row, Map<String, Object>> within) {
        var options = part.options();
        var found = each(part, rows.stream().map(Row::key).toList());
        var json = byRow(found.values().stream().flatMap(answer -> shown(answer, options).stream()).toList(), options);
        for (var row : rows) {
            var answer = found.get(row.key());
            var shown = shown(answer, options);
            var into = within.get(row);
            answer.total().ifPresent(total -> into.put(part.name() + "@odata.count", total));
            if (part.counts()) continue;
            into.put(part.name(), shown.stream().map(json::get).toList());
            next(answer, options, shown.size(), Address.row(row.table(), row.key()) + "/" + part.way().name())
                    .ifPresent(link -> into.put(part.name() + "@odata.nextLink", link));
        }
    }

    private Map<Row, RowJson> byRow(List<Row> rows, Options options) {
        var json = built(rows, options);
        var byRow = new IdentityHashMap<Row, RowJson>();
        for (var i = 0; i < rows.size(); i++) byRow.put(rows.get(i), json.get(i));
        return byRow;
    }

    /** What the rows of these keys lead to, within what is left of the budget. */
    private Map<String, Rows> each(Expand part, List<String> keys) {
        var query = part.options().query(tables.schema(), part.way().to());
        var wide = query.select().size() + 1;
        var answers = new LinkedHashMap<String, Rows>();
        for (var from = 0; from < keys.size(); from += Tables.MOST_KEYS) {
            var some = keys.subList(from, Math.min(keys.size(), from + Tables.MOST_KEYS));
            answers.putAll(bounded(part, query, some, Math.min(rowsLeft, cellsLeft / wide)));
            var found = some.stream().mapToInt(key -> answers.get(key).rows().size()).sum();
            rowsLeft -= found;
            cellsLeft -= found * wide;
        }
        return answers;
    }

    private Map<String, Rows> bounded(Expand part, Query query, List<String> keys, int most) {
        try {
            return tables.each(caller, query, part.way().by(), keys, most);
        } catch (TorgException e) {
            if (!e.code().equals("table.too-many-rows")) throw e;
            throw tooMuch().causedBy(e);
        }
    }

    private static TorgException tooMuch() {
        return Malformed.option("$expand", "leads to more than " + MOST_WITHIN + " rows or " + Options.MOST_CELLS + " cells", "ask for fewer with $top, $filter or $select");
    }

    private static List<Row> shown(Rows rows, Options options) {
        return options.top().filter(top -> top == 0).isPresent() ? List.of() : rows.rows();
    }

    private Optional<String> next(Rows rows, Options options, int shown, String address) {
        return rows.next().filter(_ -> options.wantsMoreThan(shown)).map(cursor -> Address.next(link(address), options.written(), shown, cursor));
    }
}
