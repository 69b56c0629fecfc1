package torg.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.view.Page.Placement;
import torg.spi.site.SiteDraft;

/** Looks for what a page names and nobody has: templates, roles, pages, snippets. */
final class Checks {
    private static final Pattern LINK = Pattern.compile("(?:]\\(|href=\")(/[^)\\s\"?#]*)");
    private static final String TEMPLATES = "theme/templates/";

    private final SiteDraft draft;
    private final SitePages pages;
    private final Problems problems;
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> roles = new TreeSet<>();

    Checks(SiteDraft draft, SitePages pages, Problems problems) {
        this.draft = draft;
        this.pages = pages;
        this.problems = problems;
        for (var path : draft.files().keySet()) {
            var dot = path.lastIndexOf('.');
            if (path.startsWith(TEMPLATES) && dot > 0) templates.add(path.substring(TEMPLATES.length(), dot));
        }
        for (var document : draft.documents("roles")) {
            if (document.fields().get("role").orElse(null) instanceof Node.Scalar(Position _, var role)) roles.add(role);
        }
    }

    /** What a page's front matter and its texts in all languages name. */
    void page(Variants variants, PageReader.Front front) {
        front(variants, front);
        variants.others().values().forEach(this::links);
    }

    private void front(Variants variants, PageReader.Front front) {
        var fields = variants.base().fields();
        if (!templates.contains(front.template())) {
            problems.error(fields.get("template").map(Node::at).orElse(fields.at()), "pages.no-template", "the theme '" + draft.settings().theme() + "' has no template '" + front.template() + "'",
                    Problems.nearest(front.template(), templates).map(near -> "did you mean '" + near + "'?").orElse("add it to the theme"));
        }
        for (var role : front.roles()) {
            if (roles.isEmpty() || roles.contains(role) || role.equals("authenticated") || role.equals("anonymous")) continue;
            problems.warning(fields.get("access").map(Node::at).orElse(fields.at()), "pages.no-role", "no document defines the web role '" + role + "', so nobody has it",
                    Problems.nearest(role, roles).map(near -> "did you mean '" + near + "'?").orElse("add it to the folder roles"));
        }
        front.placements().forEach(this::placement);
    }

    private void placement(Placement placement) {
        var parameters = placement.parameters();
        for (var named : pagesNamedIn(parameters)) {
            if (pages.tree().find(named.value()).isEmpty()) tellNowhere(named.at(), named.value());
        }
        if (placement.component().equals(SnippetComponent.NAME) && parameters.get("snippet").orElse(null) instanceof Node.Scalar snippet && !pages.snippets().containsKey(snippet.value())) {
            problems.error(snippet.at(), "pages.no-snippet", "there is no snippet '" + snippet.value() + "'",
                    Problems.nearest(snippet.value(), pages.snippets().keySet()).map(near -> "did you mean '" + near + "'?").orElse("add it to the folder snippets"));
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

    private void links(Document document) {
        var links = LINK.matcher(document.body());
        while (links.find()) {
            var path = withoutLanguage(links.group(1));
            if (!leadsSomewhere(path)) tellNowhere(Places.in(document, links.start(1)), path);
        }
    }

    private String withoutLanguage(String path) {
        for (var locale : draft.settings().locales()) {
            var prefix = "/" + locale.toLanguageTag();
            if (path.equals(prefix)) return "/";
            if (path.startsWith(prefix + "/")) return path.substring(prefix.length());
        }
        return path;
    }

    private boolean leadsSomewhere(String path) {
        if (path.startsWith("/files/")) return draft.files().containsKey(path.substring(1));
        if (PageReader.TAKEN.contains(path.substring(1).split("/", 2)[0])) return true;
        return pages.tree().find(path).isPresent() || pages.redirects().find(path).isPresent();
    }

    private void tellNowhere(Position at, String path) {
        var known = pages.tree().entries().stream().map(entry -> entry.page().path()).toList();
        problems.warning(at, "pages.dead-link", "'" + path + "' leads nowhere", Problems.nearest(path, known).map(near -> "did you mean '" + near + "'?").orElse("add the page, or change the link"));
    }
}
