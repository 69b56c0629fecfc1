package torg.search.lucene.query;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.file.StoredFile;
import torg.api.problem.TorgException;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Hit;
import torg.api.search.Found.Piece;
import torg.api.search.Sought;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Rows;
import torg.api.table.Tables;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.search.lucene.file.FileText;
import torg.search.lucene.index.Fields;
import torg.search.lucene.index.PageText;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.spi.view.PageGuide.WebFile;

/** Makes of documents that were found what is shown of them. Nothing of it comes from the index: rows are read through the gate, as the caller, pages from the site. */
record Hits(Request request, Tables tables, SearchIndex index, Sight sight, Marks marks) {
    /** @param ids of documents, the best first; what is not there any more is left out */
    List<Hit> of(List<String> ids) {
        var byKind = new LinkedHashMap<String, List<String>>();
        for (var id : ids) byKind.computeIfAbsent(Fields.kind(id), _ -> new ArrayList<>()).add(Fields.key(id));
        var hits = new LinkedHashMap<String, Hit>();
        byKind.forEach((kind, keys) -> {
            if (kind.equals(Hit.PAGE)) keys.forEach(key -> Optional.ofNullable(sight.pages().get(PageText.path(key))).ifPresent(page -> hits.put(Fields.id(kind, key), page(page))));
            else if (kind.equals(Hit.FILE)) keys.stream().map(key -> Fields.id(kind, key)).forEach(id -> Optional.ofNullable(sight.files().get(id)).ifPresent(file -> hits.put(id, file(file))));
            else rows(sight.plan().tables().get(kind), keys).forEach((key, hit) -> hits.put(Fields.id(kind, key), hit));
        });
        return ids.stream().filter(hits::containsKey).map(hits::get).toList();
    }

    private Hit page(Page page) {
        var text = PageText.of(page, request.locale());
        var around = marks.around(text.body());
        var said = !around.isEmpty() ? around : marks.beginning(text.description().isEmpty() ? text.body() : text.description());
        return new Hit(Hit.PAGE, page.path(), encoded(page.path()), marks.whole(text.title()), said.isEmpty() ? List.of() : List.of(new Excerpt(Optional.empty(), said)));
    }

    /** Its name, the page that rules it, and some of its text. */
    private Hit file(WebFile file) {
        var excerpts = new ArrayList<>(List.of(new Excerpt(Optional.of(Hit.PAGE), List.of(new Piece(file.page().title().in(request.locale()), false)))));
        var said = index.textOf(file).map(this::around).orElse(List.of());
        if (!said.isEmpty()) excerpts.add(new Excerpt(Optional.empty(), said));
        return new Hit(Hit.FILE, file.path(), encoded(file.path()), marks.whole(file.name()), excerpts);
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a page's path is no path: '" + path + "'", e);
        }
    }

    private Map<String, Hit> rows(Searched searched, List<String> keys) {
        var table = searched.table();
        var select = new LinkedHashSet<>(searched.link().orElseThrow().columns());
        searched.weights().keySet().stream().filter(sight.reads(searched)).map(Column::name).forEach(select::add);
        if (sight.reads(searched).test(table.columns().get(table.title()))) select.add(table.title());
        var hits = new LinkedHashMap<String, Hit>();
        each(Query.of(table.name(), select.toArray(String[]::new)).top(1), table.key(), keys)
                .forEach((key, rows) -> rows.rows().stream().findFirst().flatMap(row -> row(searched, row)).ifPresent(hit -> hits.put(key, hit)));
        return hits;
    }

    /** Rows too long to be read at once are read by halves. */
    private Map<String, Rows> each(Query query, String by, List<String> keys) {
        try {
            return tables.each(request.caller(), query, by, keys, Sought.MOST_HITS);
        } catch (TorgException e) {
            if (!e.code().equals("table.too-many-rows")) throw e;
            var half = keys.size() / 2;
            var both = new LinkedHashMap<>(each(query, by, keys.subList(0, half)));
            both.putAll(each(query, by, keys.subList(half, keys.size())));
            return both;
        }
    }

    private Optional<Hit> row(Searched searched, Row row) {
        var table = searched.table();
        var title = marks.whole(row.text(table.title()).orElse(row.key()));
        var excerpts = searched.weights().keySet().stream().filter(column -> !column.name().equals(table.title())).flatMap(column -> excerpt(column, row).stream()).toList();
        return searched.link().orElseThrow().of(row::text).map(path -> new Hit(table.name(), row.key(), path, title, excerpts));
    }

    private Optional<Excerpt> excerpt(Column column, Row row) {
        var pieces = row.value(column.name()).map(value -> pieces(column, value)).orElse(List.of());
        return pieces.isEmpty() ? Optional.empty() : Optional.of(new Excerpt(Optional.of(column.name()), pieces));
    }

    private List<Piece> pieces(Column column, Object value) {
        return switch (value) {
            case LocalDate day -> day(day);
            case StoredFile file -> file(file);
            case Instant moment -> day(moment.atZone(request.site().settings().timeZone()).toLocalDate());
            default -> column.type() == ColumnType.LOOKUP ? List.of() : marks.around(words(column, value));
        };
    }

    /** Some of the text of a file that the caller was told of by the gate, and so may read. */
    private List<Piece> file(StoredFile file) {
        var named = marks.around(file.name());
        if (!named.isEmpty()) return named;
        return index.texts().find(file.digest()).map(this::around).orElse(List.of());
    }

    private List<Piece> around(FileText known) {
        return switch (known) {
            case FileText.Words(var text) -> marks.around(text);
            case FileText.Unread _ -> List.of();
        };
    }

    private List<Piece> day(LocalDate day) {
        if (!marks.isLookedFor(day)) return List.of();
        return List.of(new Piece(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).format(day), true));
    }

    private String words(Column column, Object value) {
        return column.choice(value.toString()).map(choice -> choice.label().in(request.locale())).orElseGet(value::toString);
    }
}
