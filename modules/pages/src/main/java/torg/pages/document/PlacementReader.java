package torg.pages.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Page.Placement;
import torg.pages.tree.SitePages;

/** Reads which components stand on a page. Where it places a snippet that holds components, these stand there after the snippet's text. */
public final class PlacementReader {
    private static final String COMPONENTS = "components";
    /** What is said of where a component stands; all else beside it is the component's. */
    private static final Set<String> OWN = Set.of("component", "slot", "live");
    private static final int MOST = 200;

    private final Problems problems;
    private final Map<String, Variants> snippets;
    private final Map<String, List<Placement>> held = new HashMap<>();
    private boolean circular;

    /** With the snippets by name, whose own front matter is read here. */
    public PlacementReader(Map<String, Variants> snippets, Problems problems) {
        this.problems = problems;
        this.snippets = snippets;
        snippets.forEach((name, variants) -> held.put(name, held(variants)));
        held.forEach((name, placements) -> placements.stream().filter(placement -> reaches(placement, name)).forEach(placement -> {
            circular = true;
            problems.error(placement.parameters().at(), "pages.snippet-loop", "the snippet '" + name + "' would hold itself", "take one of them out of the other");
        }));
    }

    private List<Placement> held(Variants variants) {
        var reader = new Reader(variants.base().fields(), problems);
        var placements = written(reader);
        SnippetValues.of(reader, problems);
        reader.items(COMPONENTS).forEach(item -> {
            if (item instanceof Node.Mapping mapping) mapping.get("slot").ifPresent(slot -> problems.error(slot.at(), "pages.snippet-slot", "what a snippet holds stands where the snippet is placed", "take 'slot' away"));
        });
        reader.done();
        variants.others().values().stream().filter(document -> document != variants.base()).forEach(document -> new Reader(document.fields(), problems).done());
        return placements;
    }

    private boolean reaches(Placement placement, String goal) {
        var seen = new LinkedHashSet<>(snippet(placement).stream().toList());
        for (var waiting = new ArrayDeque<>(seen); !waiting.isEmpty(); ) {
            held.getOrDefault(waiting.poll(), List.of()).forEach(inner -> snippet(inner).filter(seen::add).ifPresent(waiting::add));
        }
        return seen.contains(goal);
    }

    /** Those that stand on a page, in order, each with a name of its own. */
    List<Placement> of(Reader reader) {
        var page = new Expanded();
        for (var placement : written(reader)) page.put(placement, placement.slot());
        if (page.seen > MOST && !circular) problems.error(reader.at(COMPONENTS), "pages.many-components", "more than " + MOST + " components stand on this page", "divide it in two");
        return page.all;
    }

    /** What stands on one page. A circle of snippets, which is told at these, ends here as well. */
    private final class Expanded {
        private final List<Placement> all = new ArrayList<>();
        private int seen;

        void put(Placement placement, String slot) {
            if (++seen > MOST) return;
            var name = snippet(placement).orElse("");
            var inner = held.getOrDefault(name, List.of());
            if (inner.isEmpty() || hasWords(name)) all.add(new Placement("c" + (all.size() + 1), placement.component(), slot, placement.live(), placement.parameters()));
            inner.forEach(one -> put(one, slot));
        }
    }

    private boolean hasWords(String snippet) {
        return snippets.get(snippet).others().values().stream().anyMatch(document -> !document.body().isBlank());
    }

    private static Optional<String> snippet(Placement placement) {
        return placement.component().equals(SitePages.SNIPPET) && placement.parameters().get(SitePages.SNIPPET).orElse(null) instanceof Node.Scalar name ? Optional.of(name.value()) : Optional.empty();
    }

    private List<Placement> written(Reader document) {
        var placements = new ArrayList<Placement>();
        for (var node : document.items(COMPONENTS)) {
            if (!(node instanceof Node.Mapping mapping)) {
                problems.error(node.at(), "site.wrong-shape", "'components' is a list of mappings", "write '- component: <name>'");
                continue;
            }
            var reader = new Reader(mapping, problems);
            placements.add(new Placement("", reader.required("component"), reader.text("slot").orElse("main"), reader.flag("live", false), parameters(mapping)));
        }
        return placements;
    }

    private static Node.Mapping parameters(Node.Mapping mapping) {
        var own = mapping.entries().entrySet().stream().filter(entry -> !OWN.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
        return new Node.Mapping(mapping.at(), own);
    }
}
