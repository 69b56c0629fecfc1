package torg.pages.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.view.Page.Placement;
import torg.pages.collection.Listing;
import torg.pages.document.PageReader;
import torg.pages.document.Variants;
import torg.pages.tree.Publishing;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/** Looks for what a page names and nobody has: templates, roles, pages, snippets. */
public final class Checks {
    /** What is shown in place of a page when that cannot be shown. */
    private static final Set<String> SPECIAL = Set.of("not-found", "denied", "failed");
    /** What {@code access} says beside the names of web roles. */
    private static final Set<String> ACCESS = Set.of("public", "signed-in", "authenticated", "anonymous");

    private final SiteSource source;
    private final SitePages pages;
    private final Problems problems;
    private final Destinations destinations;
    private final ThemeTemplates templates;
    private final Set<String> roles = new TreeSet<>();
    private final Set<Position> checked = new HashSet<>();

    public Checks(SiteSource source, Destinations destinations, ThemeTemplates templates, Problems problems) {
        this.source = source;
        this.destinations = destinations;
        this.pages = destinations.pages();
        this.templates = templates;
        this.problems = problems;
        for (var document : source.documents("roles")) {
            if (document.fields().get("role").orElse(null) instanceof Node.Scalar(Position _, var role)) roles.add(role);
        }
    }

    /** A setting of the site that nobody would miss before it is needed. */
    public void settings() {
        var settings = source.settings();
        settings.value("administrator-role").filter(role -> !roles.isEmpty()).ifPresent(role -> role(role, source.at("administrator-role")));
    }

    /** What a page's front matter names. */
    public void page(String path, Variants variants, PageReader.Front front) {
        front(path, variants, front);
        new TitleCheck(path, front, problems).check(variants);
    }

    private void front(String path, Variants variants, PageReader.Front front) {
        var fields = variants.base().fields();
        if (!templates.names().contains(front.template())) {
            problems.error(fields.get("template").or(() -> fields.get("type")).map(Node::at).orElse(fields.at()), "pages.no-template", "the theme '" + source.settings().theme() + "' has no template '" + front.template() + "'",
                    new Unknown(front.template(), templates.names()), "add it to the theme");
        }
        front.roles().forEach(role -> role(role, fields.get("access").map(Node::at).orElse(fields.at())));
        templates.slots(front.template()).ifPresent(slots -> slots(fields, front.template(), slots));
        front.placements().forEach(placement -> placement(placement, path));
        publishing(variants, front);
        var name = variants.base().name();
        if (name.startsWith("special/")) front.type().ifPresent(type -> problems.error(fields.get("type").orElse(fields).at(), "pages.special-type", "what is shown in place of a page has no type", "take 'type' and 'fields' away"));
        if (name.startsWith("special/") && !SPECIAL.contains(name.substring("special/".length()))) {
            problems.warning(Position.start(variants.base().path()), "pages.no-special", "'" + name + "' is shown in place of nothing",
                    new Unknown(name.substring("special/".length()), SPECIAL), "name it one of " + String.join(", ", new TreeSet<>(SPECIAL)) + ", or move it out of special/");
        }
    }

    /** Nobody could look after a site who cannot come in, and what is shown in place of a page has no other in its place. */
    private void publishing(Variants variants, PageReader.Front front) {
        var fields = variants.base().fields();
        if (front.publishing().equals(Publishing.ALWAYS)) return;
        var at = Stream.of("draft", "publish", "expire").flatMap(key -> fields.get(key).stream()).map(Node::at).findFirst().orElse(fields.at());
        if (variants.base().name().startsWith("special/")) problems.error(at, "pages.always-published", "what is shown in place of a page is always there", "take 'draft', 'publish' and 'expire' away");
        if (front.placements().stream().anyMatch(placement -> placement.component().equals(SitePages.SIGN_IN))) {
            problems.error(at, "pages.always-published", "without this page nobody could sign in, administrators neither", "take 'draft', 'publish' and 'expire' away");
        }
    }

    /** A site without documents of roles takes them from elsewhere; then only what is nearly a word of ours is surely wrong. */
    public void role(String role, Position at) {
        if (ACCESS.contains(role) || roles.contains(role)) return;
        var known = new TreeSet<>(ACCESS);
        known.addAll(roles);
        if (roles.isEmpty() && Problems.nearest(role, known).isEmpty()) return;
        problems.error(at, "pages.no-role", "'" + role + "' is neither 'public' nor 'signed-in', and no document defines a web role of this name",
                new Unknown(role, known), "add it to the folder roles");
    }

    /** A component in a slot that the template does not have is nowhere on the page. */
    private void slots(Node.Mapping fields, String template, Set<String> slots) {
        if (!(fields.get("components").orElse(null) instanceof Node.Sequence components)) return;
        for (var item : components.items()) {
            if (!(item instanceof Node.Mapping component)) continue;
            var slot = component.get("slot").filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast).orElse(new Node.Scalar(component.at(), "main"));
            if (slots.contains(slot.value())) continue;
            problems.warning(slot.at(), "pages.no-slot", "the template '" + template + "' has no slot '" + slot.value() + "', so the component stands nowhere",
                    new Unknown(slot.value(), slots), "add {{#slots." + slot.value() + "}}{{.}}{{/slots." + slot.value() + "}} to the template");
        }
    }

    private void placement(Placement placement, String here) {
        var parameters = placement.parameters();
        if (!checked.add(parameters.at())) return; // of a snippet that other pages place, too
        for (var named : pagesNamedIn(parameters)) {
            if (pages.tree().find(named.value()).isEmpty()) destinations.tellNowhere(named.at(), named.value(), problems);
        }
        if (placement.component().equals(Listing.COLLECTION)) new CollectionCheck(destinations, problems).check(placement.parameters(), here);
        if (placement.component().equals(SitePages.SNIPPET) && parameters.get("snippet").orElse(null) instanceof Node.Scalar snippet && !pages.snippets().containsKey(snippet.value())) {
            problems.error(snippet.at(), "pages.no-snippet", "there is no snippet '" + snippet.value() + "'",
                    new Unknown(snippet.value(), pages.snippets().keySet()), "add it to the folder snippets");
        }
    }

    /** All places below a node whose key is {@code page} and whose value is a path: references of components to pages. */
    private static List<Node.Scalar> pagesNamedIn(Node node) {
        var found = new ArrayList<Node.Scalar>();
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Sequence sequence -> sequence.items().forEach(item -> found.addAll(pagesNamedIn(item)));
            case Node.Mapping mapping -> mapping.entries().forEach((key, value) -> {
                if (key.equals("page") && value instanceof Node.Scalar scalar && scalar.value().startsWith("/")) found.add(scalar);
                else found.addAll(pagesNamedIn(value));
            });
        }
        return found;
    }
}
