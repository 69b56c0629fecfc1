package torg.lists.forms.row;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;

/**
 * The addresses of the site's pages and what stands on them, that of snippets included, so that a link to none of them is noticed before somebody follows it: a part of the site in the making.
 */
public final class Pages {
    private final Set<String> names;
    private final List<Holder> holders;
    private final List<Node.Mapping> inSnippets;
    /** Divided once, and only when somebody asks: most compilers do not. */
    private Set<List<String>> divided = Set.of();

    /**
     * @param names of the pages' documents
     * @param inSnippets components of snippets, be they on a page or not
     */
    Pages(Set<String> names, List<Holder> holders, List<Node.Mapping> inSnippets) {
        this.names = Set.copyOf(names);
        this.holders = List.copyOf(holders);
        this.inSnippets = List.copyOf(inSnippets);
    }

    /**
     * @param pages documents of the folder {@code pages}
     * @param snippets those of the folder {@code snippets}
     */
    static Pages of(Collection<Document> pages, Collection<Document> snippets) {
        var held = new HeldComponents(snippets);
        return new Pages(pages.stream().map(Document::name).collect(Collectors.toSet()),
                pages.stream().filter(HeldComponents::holds).map(page -> new Holder(page.name(), page.fields(), held.on(page))).toList(), held.inSnippets());
    }

    /**
     * A page on which components stand.
     *
     * @param name of its document
     * @param fields its front matter
     * @param components in order, those of its snippets among them
     */
    public record Holder(String name, Node.Mapping fields, List<Held> components) {
        public Holder {
            components = List.copyOf(components);
        }
    }

    /**
     * A component on a page.
     *
     * @param component as it is written, on the page or in a snippet
     * @param at where the page places it, or the snippet that holds it
     */
    public record Held(Node.Mapping component, Position at) {}

    /** All of them, in the order of their documents. */
    public List<Holder> holders() {
        return holders;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pages pages && names.equals(pages.names) && holders.equals(pages.holders) && inSnippets.equals(pages.inSnippets);
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

    /** What pages and snippets name of a component: {@code record: order} beside {@code component: record}. Each once, wherever its snippet is placed. */
    public List<Node.Scalar> named(String component) {
        var everywhere = Stream.concat(holders.stream().flatMap(page -> page.components().stream()).map(Held::component), inSnippets.stream());
        return everywhere.flatMap(held -> named(component, held)).distinct().toList();
    }

    /**
     * The same on a page.
     *
     * @param at where the page places it
     * @param variables of the page's address
     */
    public record Placed(Node.Scalar name, Position at, Set<String> variables) {}

    /** Where pages name something of a component. */
    public List<Placed> placed(String component) {
        return holders.stream().flatMap(page -> page.components().stream().flatMap(held -> named(component, held.component())
                .map(name -> new Placed(name, held.component().at().equals(held.at()) ? name.at() : held.at(), variables(page))))).toList();
    }

    private static Set<String> variables(Holder page) {
        return segments(page.name()).stream().filter(segment -> segment.startsWith("[") && segment.endsWith("]"))
                .map(segment -> segment.substring(1, segment.length() - 1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Node.Scalar> named(String component, Node.Mapping held) {
        return Parameter.text(held, "component").filter(component::equals).flatMap(_ -> held.get(component)).stream().flatMap(node -> node instanceof Node.Scalar scalar ? Stream.of(scalar) : Stream.empty());
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
