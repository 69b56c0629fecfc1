package torg.pages.collection;

import java.text.Collator;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.PageType.Field;
import torg.pages.access.Sight;
import torg.pages.tree.Entry;
import torg.pages.tree.Fields.Value;
import torg.pages.tree.PageTree;

/**
 * Which pages, in which order, among those that the caller may see; a field that refers to others says nothing.
 *
 * @param type of the pages; empty for pages of any type and none
 * @param below the address they lie below; empty for anywhere
 * @param near whether they lie right below that address, and not deeper
 * @param where what their fields say: one of these, as documents write it
 * @param by {@code title}, {@code path}, {@code order} for the order among siblings, or the name of a field of the type; without a type a field has no order,
 *     because it may be of another kind with each
 */
public record Selection(Optional<String> type, Optional<String> below, boolean near, Map<String, List<String>> where, String by, boolean descending) {
    public static final String TITLE = "title";
    /** The order of their paths. */
    public static final String PATH = "path";
    public static final String ORDER = "order";

    public Selection {
        where = Map.copyOf(where);
    }

    /** Read what an author wrote; one who says neither a type nor an address means the pages right below the one at this path. */
    static Selection of(Reader reader, String here, Problems problems) {
        var type = reader.text("type");
        var below = reader.text("below");
        var near = reader.flag("children", type.isEmpty() && below.isEmpty());
        below.filter(path -> !path.startsWith("/") || path.length() > 1 && path.endsWith("/"))
                .ifPresent(path -> problems.error(reader.at("below"), "pages.collection-below", "'" + path + "' is no path of a page", "write it as /news"));
        var where = new LinkedHashMap<String, List<String>>();
        reader.mapping("where").ifPresent(said -> said.entries().keySet().forEach(field -> where.put(field, said.texts(field))));
        var sort = reader.text("sort").orElse(ORDER);
        var descending = sort.startsWith("-");
        return new Selection(type, near && below.isEmpty() ? Optional.of(here) : below, near, where, descending ? sort.substring(1) : sort, descending);
    }

    /** Whether {@code by} is what every page has. */
    public boolean byOwn() {
        return List.of(ORDER, TITLE, PATH).contains(by);
    }

    /** Those that generated menus show as well: hidden ones are left out, and those with variables. */
    public List<Entry> of(PageTree tree, Locale locale, Sight sight) {
        return all(tree, locale, sight).stream().filter(Entry::isFindable).toList();
    }

    /** All of them. */
    public List<Entry> all(PageTree tree, Locale locale, Sight sight) {
        var collator = Collator.getInstance(locale);
        return candidates(tree).filter(entry -> fits(entry, locale, tree, sight)).map(entry -> new Ranked(entry, rank(entry, locale, collator))).sorted(order()).map(Ranked::entry).toList();
    }

    private Stream<Entry> candidates(PageTree tree) {
        var lying = below.map(tree::below).orElseGet(tree::entries).stream();
        return near ? lying.filter(entry -> entry.page().parent().equals(below)) : lying;
    }

    private boolean fits(Entry entry, Locale locale, PageTree tree, Sight sight) {
        if (type.isPresent() && entry.fields().filter(fields -> fields.type().name().equals(type.get())).isEmpty() || !sight.of(entry)) return false;
        return where.entrySet().stream().allMatch(clause -> entry.fields().map(fields -> fields.in(locale).get(clause.getKey())).filter(value -> value.isOneOf(clause.getValue(), path -> tree.entry(path).filter(sight::of).isPresent())).isPresent());
    }

    private record Ranked(Entry entry, Optional<Comparable<?>> rank) {}

    private Optional<Comparable<?>> rank(Entry entry, Locale locale, Collator collator) {
        if (by.equals(PATH)) return Optional.of(entry.page().path());
        if (by.equals(ORDER)) return Optional.of(entry.order());
        if (by.equals(TITLE)) return Optional.of(collator.getCollationKey(entry.page().title().in(locale)));
        if (type.isEmpty()) return Optional.empty();
        return entry.fields().flatMap(fields -> Optional.ofNullable(fields.in(locale).get(by)).flatMap(value -> rank(fields.type().field(by).orElseThrow(), value, collator)));
    }

    /** Empty for what has no order. */
    private static Optional<Comparable<?>> rank(Field field, Value value, Collator collator) {
        return switch (value) {
            case Value.Words(var text) -> Optional.of(collator.getCollationKey(text));
            case Value.Day(var date) -> Optional.of(date);
            case Value.Moment(var instant) -> Optional.of(instant);
            case Value.Number(var number) -> Optional.of(number);
            case Value.Flag(var set) -> Optional.of(set);
            case Value.Choice(var name) -> Optional.of(List.copyOf(field.choices().keySet()).indexOf(name));
            case Value.Markup _, Value.File _, Value.Reference _, Value.Several _ -> Optional.empty();
        };
    }

    /** Pages that say nothing come last in either direction, and those that say the same in the order of their paths. */
    private Comparator<Ranked> order() {
        var ranks = Comparator.<Ranked>comparingInt(ranked -> ranked.rank.isPresent() ? 0 : 1).thenComparing((a, b) -> a.rank.isEmpty() || b.rank.isEmpty() ? 0
                : descending ? compare(b.rank.get(), a.rank.get()) : compare(a.rank.get(), b.rank.get()));
        return ranks.thenComparing(ranked -> ranked.entry.page().path());
    }

    /** Both are what one field of one type says, hence of one class. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Comparable a, Comparable b) {
        return a.compareTo(b);
    }
}
