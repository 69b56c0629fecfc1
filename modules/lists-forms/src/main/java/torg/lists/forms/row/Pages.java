package torg.lists.forms.row;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Node;

/** The addresses of the site's pages and what stands on them, so that a link to none of them is noticed before somebody follows it: a part of the site in the making. */
public final class Pages {
    private final Set<String> names;
    private final List<Holder> holders;
    /** Divided once, and only when somebody asks: most compilers do not. */
    private Set<List<String>> divided = Set.of();

    /** @param names of the pages' documents */
    Pages(Set<String> names, List<Holder> holders) {
        this.names = Set.copyOf(names);
        this.holders = List.copyOf(holders);
    }

    /** @param documents of the folder {@code pages} */
    static Pages of(Collection<Document> documents) {
        return new Pages(documents.stream().map(Document::name).collect(Collectors.toSet()),
                documents.stream().filter(page -> page.fields().entries().containsKey("components")).map(page -> new Holder(page.name(), page.fields())).toList());
    }

    /**
     * A page on which components stand.
     *
     * @param name of its document
     * @param fields its front matter
     */
    public record Holder(String name, Node.Mapping fields) {}

    /** All of them, in the order of their documents. */
    public List<Holder> holders() {
        return holders;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pages pages && names.equals(pages.names) && holders.equals(pages.holders);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Whether some page answers to this address, in which {@code {...}} stands for a value. */
    public boolean has(String address) {
        if (divided.isEmpty()) divided = names.stream().map(Pages::segments).collect(Collectors.toSet());
        var path = segments(address.split("[?#]", 2)[0]);
        return divided.contains(path) || divided.stream().anyMatch(page -> matches(page, path));
    }

    /** The addresses, each {@code {...}} a value: {@code /orders/{number}}. */
    public List<String> addresses() {
        return names.stream().map(name -> name.replaceFirst("(?:^|/)index$", "")).map(name -> "/" + name.replace('[', '{').replace(']', '}')).sorted().toList();
    }

    /**
     * Something of a component on a page: {@code record: order} beside {@code component: record}.
     *
     * @param variables of the page's address
     */
    public record Placed(Node.Scalar name, Set<String> variables) {}

    /** Where pages name something of a component. */
    public List<Placed> placed(String component) {
        return holders.stream().flatMap(page -> named(component, page).map(name -> new Placed(name, variables(page)))).toList();
    }

    private static Set<String> variables(Holder page) {
        return segments(page.name()).stream().filter(segment -> segment.startsWith("[") && segment.endsWith("]"))
                .map(segment -> segment.substring(1, segment.length() - 1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Node.Scalar> named(String component, Holder page) {
        return page.fields().get("components").stream()
                .flatMap(node -> node instanceof Node.Sequence list ? list.items().stream() : Stream.of(node))
                .flatMap(node -> node instanceof Node.Mapping placement ? Stream.of(placement) : Stream.empty())
                .filter(placement -> Parameter.text(placement, "component").filter(component::equals).isPresent())
                .flatMap(placement -> placement.get(component).stream())
                .flatMap(node -> node instanceof Node.Scalar scalar ? Stream.of(scalar) : Stream.empty());
    }

    private static boolean matches(List<String> page, List<String> path) {
        if (page.size() != path.size()) return false;
        for (var i = 0; i < page.size(); i++) {
            var open = page.get(i).startsWith("[") || path.get(i).contains("{");
            if (!open && !page.get(i).equals(path.get(i))) return false;
        }
        return true;
    }

    private static List<String> segments(String path) {
        return Stream.of(path.split("/")).filter(segment -> !segment.isEmpty() && !segment.equals("index")).toList();
    }
}
