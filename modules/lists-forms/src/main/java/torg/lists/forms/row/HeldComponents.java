package torg.lists.forms.row;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;

/** Which components stand on pages: a snippet that is placed among them brings its own, and those of snippets that it places. */
final class HeldComponents {
    private static final String COMPONENTS = "components";
    private static final String SNIPPET = "snippet";

    private final Map<String, List<Node.Mapping>> bySnippet = new TreeMap<>();

    /** @param snippets in all languages; whatever stands in a wrong place is told by whoever shows pages */
    HeldComponents(Collection<Document> snippets) {
        snippets.stream().filter(HeldComponents::holds).forEach(snippet -> bySnippet.putIfAbsent(snippet.name(), written(snippet)));
    }

    static boolean holds(Document document) {
        return document.fields().entries().containsKey(COMPONENTS);
    }

    List<Node.Mapping> inSnippets() {
        return bySnippet.values().stream().flatMap(List::stream).toList();
    }

    /** In order. A snippet that a page places twice is there once: it would only be told of twice. */
    List<Pages.Held> on(Document page) {
        var held = new ArrayList<Pages.Held>();
        var snippets = new HashSet<String>();
        written(page).forEach(component -> put(component, component.at(), snippets, held));
        return held;
    }

    private void put(Node.Mapping component, Position at, Set<String> snippets, List<Pages.Held> held) {
        held.add(new Pages.Held(component, at));
        if (Parameter.text(component, "component").filter(SNIPPET::equals).isEmpty()) return;
        Parameter.text(component, SNIPPET).filter(snippets::add).ifPresent(name -> bySnippet.getOrDefault(name, List.of()).forEach(inner -> put(inner, at, snippets, held)));
    }

    private static List<Node.Mapping> written(Document document) {
        return document.fields().get(COMPONENTS).stream().flatMap(node -> node instanceof Node.Sequence list ? list.items().stream() : Stream.of(node))
                .flatMap(node -> node instanceof Node.Mapping placement ? Stream.of(placement) : Stream.empty()).toList();
    }
}
