package torg.search.lucene.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.index.Term;
import torg.api.access.ColumnPrivilege;
import torg.api.search.Found;
import torg.api.table.Column;
import torg.api.table.Tables;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.search.lucene.index.Fields;
import torg.search.lucene.index.PageText;
import torg.search.lucene.site.SearchPlan;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.spi.view.PageGuide.WebFile;

/** What one caller sees of the index, for the time of one question. */
final class Sight {
    private final Request request;
    private final Tables tables;
    private final Visible visible;
    private final SearchPlan plan;
    private final Map<String, Page> pages;
    private final Map<String, WebFile> files;
    private final Query changed;
    private final Map<String, Query> filters = new HashMap<>();

    /**
     * @param plan of the request's site
     * @param readable pages that the caller may read, by path
     * @param fetched web files that the caller may fetch, by id
     * @param changed ids of documents that are not as they should be, and of which therefore nothing is seen
     */
    Sight(Request request, SearchPlan plan, Tables tables, Visible visible, Map<String, Page> readable, Map<String, WebFile> fetched, Set<String> changed) {
        this.request = request;
        this.tables = tables;
        this.visible = visible;
        this.plan = plan;
        this.pages = readable;
        this.files = fetched;
        this.changed = changed.isEmpty() ? new MatchNoDocsQuery() : RuleFilter.among(Fields.ID, changed);
    }

    SearchPlan plan() {
        return plan;
    }

    Map<String, Page> pages() {
        return pages;
    }

    Map<String, WebFile> files() {
        return files;
    }

    /** Documents that are rows of the table and that the caller may read. */
    Query rows(Searched searched) {
        return filters.computeIfAbsent(searched.table().name(), name -> seen(name, visible.of(request.caller(), searched)));
    }

    /** What pages that the caller may read are worth, each once. */
    Set<Integer> boosts() {
        return pages.keySet().stream().map(plan::boost).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What web files that the caller may fetch are worth, each once: as much as the page that rules them. */
    Set<Integer> fileBoosts() {
        return files.values().stream().map(file -> plan.boost(file.page().path())).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Documents that are web files, are worth so much, and that the caller may fetch. */
    Query readableFiles(int boost) {
        return filters.computeIfAbsent(Fields.id(Found.Hit.FILE, String.valueOf(boost)), _ -> seen(Found.Hit.FILE, RuleFilter.among(Fields.ID,
                files.entrySet().stream().filter(file -> plan.boost(file.getValue().page().path()) == boost).map(Map.Entry::getKey).toList())));
    }

    /** Documents that are pages in the language of the request, are worth so much, and that the caller may read. */
    Query readablePages(int boost) {
        return filters.computeIfAbsent(Fields.id(Found.Hit.PAGE, String.valueOf(boost)), _ -> seen(Found.Hit.PAGE, RuleFilter.among(Fields.ID,
                pages.keySet().stream().filter(path -> plan.boost(path) == boost).map(path -> PageText.id(path, request.locale())).toList())));
    }

    private Query seen(String kind, Query allowed) {
        return new BooleanQuery.Builder().add(new TermQuery(new Term(Fields.KIND, kind)), Occur.FILTER).add(allowed, Occur.FILTER).add(changed, Occur.MUST_NOT).build();
    }

    Predicate<Column> reads(Searched searched) {
        return column -> reads(searched.table().name(), column);
    }

    boolean reads(String table, Column column) {
        return tables.mayUse(request.caller(), ColumnPrivilege.READ, table, column.name());
    }

    /** Tables whose rows are hits: there is a way to them, and the caller may read what it is made of. */
    List<Searched> hits() {
        return plan.tables().values().stream().filter(this::isHit).toList();
    }

    private boolean isHit(Searched searched) {
        var table = searched.table();
        return searched.link().filter(link -> link.columns().stream().allMatch(name -> reads(table.name(), table.columns().get(name)))).isPresent();
    }
}
