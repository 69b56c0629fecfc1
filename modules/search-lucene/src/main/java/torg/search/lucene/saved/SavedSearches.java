package torg.search.lucene.saved;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;

/** Searches that people keep: a person's own, on the site of the request, for nobody else. Kept is what was asked and never what was found. Thread-safe. */
@Component(service = SavedSearches.class)
public final class SavedSearches {
    /** Searches that a person keeps on a site. */
    public static final int MOST = 50;
    /** Characters of a name. */
    public static final int LONGEST_NAME = 60;
    /** Characters of what is asked, as the query of an address. */
    static final int LONGEST_QUERY = 1_500;
    private static final Caller HOUSE = Caller.service("search");
    private static final Pattern NO_NAME = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}]+");

    private final Tables tables;

    /**
     * One of them.
     *
     * @param id stays the same as long as it is kept
     * @param query of its address, the question mark included
     */
    public record Saved(String id, String name, String query) {
        static Saved of(Row row) {
            return new Saved(row.key(), row.text("name").orElseThrow(), row.text("query").orElseThrow());
        }
    }

    /** What becomes of one that is to be kept. */
    public enum Outcome { KEPT, NO_NAME, TOO_LONG, TOO_MANY }

    @Activate
    public SavedSearches(@Reference Tables tables) {
        this.tables = tables;
    }

    /** Whether who asks may keep any: a contact in person, and neither a visitor, a program nor a deputy. */
    public boolean areFor(Request request) {
        return owner(request).isPresent();
    }

    private static Optional<String> owner(Request request) {
        return request.caller().inPerson() ? request.caller().contact() : Optional.empty();
    }

    /** Those of who asks, by their names; none for whom they are not. */
    public List<Saved> of(Request request) {
        return owner(request).map(owner -> rows(owner, request)).orElse(List.of());
    }

    private List<Saved> rows(String owner, Request request) {
        return tables.query(HOUSE, Query.of(SavedTable.NAME, "name", "query").where(new Condition.And(List.of(Condition.eq("contact", owner), Condition.eq("site", request.site().name()))))
                .order(new Query.Order("name", false)).top(MOST)).rows().stream().map(Saved::of).toList();
    }

    /**
     * Keep one under a name, in the place of what has that name already.
     *
     * @param query of its address, the question mark included
     * @throws IllegalStateException where they are not for who asks
     */
    public synchronized Outcome keep(Request request, String typed, String query) {
        var owner = owner(request).orElseThrow(() -> new IllegalStateException("searches are kept for a contact in person alone"));
        var name = named(typed);
        if (name.isEmpty() || name.length() > LONGEST_NAME || NO_NAME.matcher(name).find()) return Outcome.NO_NAME;
        if (query.length() > LONGEST_QUERY) return Outcome.TOO_LONG;
        var id = Write.Once.digestOf(String.join("\n", request.site().name(), owner, name));
        var kept = rows(owner, request);
        if (kept.size() >= MOST && kept.stream().noneMatch(one -> one.id().equals(id))) return Outcome.TOO_MANY;
        tables.write(HOUSE, Write.of(new Change.Put(SavedTable.NAME, id, Map.of("contact", owner, "site", request.site().name(), "name", name, "query", query))));
        return Outcome.KEPT;
    }

    /** A name as it is kept. */
    public static String named(String typed) {
        return GAP.matcher(typed).replaceAll(" ").strip();
    }

    /** Keep this one no longer, and say whether it was one of who asks; what is not stays. */
    public boolean forget(Request request, String id) {
        var own = of(request).stream().filter(one -> one.id().equals(id)).map(one -> new Change.Delete(SavedTable.NAME, one.id())).toArray(Change[]::new);
        if (own.length > 0) tables.write(HOUSE, Write.of(own));
        return own.length > 0;
    }
}
