package torg.pages.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.pages.tree.Addresses;
import torg.pages.tree.PageTree;
import torg.pages.tree.Redirects;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/** Reads the documents of the site's root that belong to pages: {@code navigation.yml} and {@code redirects.yml}. */
public final class SiteReader {
    private static final int DEEPEST = 4;
    /** An address without variables, language and ending. */
    private static final Pattern OLD = Pattern.compile("(/[a-z0-9][a-z0-9-]{0,99}){1,20}");
    private static final int PERMANENT = 301;

    private final SiteSource source;
    private final PageTree tree;
    private final Problems problems;
    private final List<Node.Scalar> menuLinks = new ArrayList<>();
    private final List<Node.Scalar> menuRoles = new ArrayList<>();

    public SiteReader(SiteSource source, PageTree tree, Problems problems) {
        this.source = source;
        this.tree = tree;
        this.problems = problems;
    }

    /** Menus by name; without a document the menu {@code main} shows the pages below home. */
    public Map<String, List<SitePages.MenuItem>> menus() {
        var document = root("navigation");
        if (document.isEmpty()) return Map.of("main", tree.children("/").stream().map(SitePages.MenuItem::of).toList());
        var menus = new HashMap<String, List<SitePages.MenuItem>>();
        var reader = new Reader(document.get().fields(), problems);
        for (var name : reader.entries().keySet()) menus.put(name, items(reader, name, 1));
        return menus;
    }

    /** Paths that items of menus lead to without naming a page. */
    public List<Node.Scalar> menuLinks() {
        return List.copyOf(menuLinks);
    }

    /** Web roles that items of menus name. */
    public List<Node.Scalar> menuRoles() {
        return List.copyOf(menuRoles);
    }

    /** Where pages were, and what {@code redirects.yml} says. */
    public Redirects redirects(Map<String, PageReader.Front> fronts) {
        var found = new ArrayList<Redirects.Redirect>();
        var movedFrom = new HashMap<String, String>();
        fronts.forEach((path, front) -> front.was().forEach(old -> was(path, old, movedFrom).ifPresent(found::add)));
        root("redirects").ifPresent(document -> {
            var reader = new Reader(document.fields(), problems);
            found.addAll(reader.each("redirects", this::redirect));
            reader.done();
        });
        return new Redirects(found);
    }

    private Optional<Document> root(String name) {
        return source.documents("").stream().filter(document -> document.name().equals(name) && document.type().equals("yml")).findFirst();
    }

    private List<SitePages.MenuItem> items(Reader reader, String key, int depth) {
        if (depth <= DEEPEST) return reader.each(key, item -> item(item, depth)).stream().flatMap(Optional::stream).toList();
        reader.node(key).ifPresent(node -> problems.error(node.at(), "pages.menu-deep", "the menu is more than " + DEEPEST + " levels deep", "move these items up"));
        return List.of();
    }

    private Optional<SitePages.MenuItem> item(Reader reader, int depth) {
        var title = reader.label("title");
        var path = reader.text("page");
        var link = reader.text("link").orElse("");
        var items = new ArrayList<>(items(reader, "items", depth + 1));
        var children = reader.flag("children", false);
        var access = Access.of(reader, problems);
        reader.done();
        var page = path.flatMap(tree::entry).filter(entry -> !entry.hasVariables());
        if (path.isPresent() && page.isEmpty()) {
            if (path.flatMap(tree::entry).isPresent()) problems.error(reader.at("page"), "pages.menu-item", "'" + path.get() + "' has a variable in its address, so no menu can lead to it", "name a page without variables");
            else unknownPage(reader.at("page"), path.get());
            return Optional.empty();
        }
        if (page.isEmpty() && title.isEmpty()) {
            problems.error(reader.at(), "pages.menu-item", "the item has neither a page nor a title", "add 'page: /...', or 'title:' with 'link:' or 'items:'");
            return Optional.empty();
        }
        links(reader, path, link);
        if (page.isEmpty() && link.isEmpty() && !reader.has("items")) problems.warning(reader.at(), "pages.menu-item", "the item leads nowhere and holds nothing, so nobody sees it", "add 'page: /...', 'link:' or 'items:'");
        if (children && page.isEmpty()) problems.error(reader.at("children"), "pages.menu-item", "'children' stands beside no page", "add 'page: /...', or take it away");
        if (children) page.ifPresent(entry -> tree.children(entry.page().path()).forEach(child -> items.add(SitePages.MenuItem.of(child))));
        access.roles().forEach(role -> menuRoles.add(new Node.Scalar(reader.at("access"), role)));
        if (page.isPresent() && reader.has("access")) problems.error(reader.at("access"), "pages.menu-item", "'access' stands beside a page, which says itself who may read it", "take it away, or say it on the page");
        return Optional.of(new SitePages.MenuItem(title, page, link, access.roles(), items));
    }

    private void links(Reader reader, Optional<String> path, String link) {
        if (link.isEmpty()) return;
        if (path.isPresent()) problems.error(reader.at("link"), "pages.menu-item", "an item leads either to a 'page' or to a 'link'", "keep one of them");
        if (!Addresses.isLink(link)) problems.error(reader.at("link"), "pages.menu-item", "'" + link + "' is neither a path nor an address", "write /... or https://...");
        else if (link.startsWith("/")) menuLinks.add(new Node.Scalar(reader.at("link"), link));
    }

    private void unknownPage(Position at, String path) {
        var known = tree.entries().stream().map(entry -> entry.page().path()).toList();
        problems.error(at, "pages.no-page", "there is no page '" + path + "'", new Unknown(path, known), "add the page, or remove the item");
    }

    /** An address at which a page was. Where there is another page now, that is found; a page that is back where it was needs not be led to. */
    private Optional<Redirects.Redirect> was(String path, Node.Scalar old, Map<String, String> movedFrom) {
        var from = old.value();
        if (!OLD.matcher(from).matches() || path.contains("{")) {
            problems.error(old.at(), "pages.was", path.contains("{") ? "a page of many addresses cannot say where it was" : "'" + from + "' is no address that a page had", path.contains("{") ? "add redirects of these addresses to redirects.yml" : "write it as /news/old-name");
            return Optional.empty();
        }
        var other = movedFrom.putIfAbsent(from, path);
        if (other != null) {
            problems.error(old.at(), "pages.was-twice", "'" + from + "' leads to '" + other + "' already, which was there too", "take it away from one of the two");
            return Optional.empty();
        }
        if (tree.entry(from).isPresent()) problems.warning(old.at(), "pages.redirect-hidden", "'" + from + "' is a page, so nobody is led from there to '" + path + "'", "take it away");
        return Optional.of(new Redirects.Redirect(from, path, PERMANENT, true, old.at()));
    }

    private Redirects.Redirect redirect(Reader reader) {
        var from = reader.required("from");
        var to = reader.required("to");
        var status = reader.word("status", "302", "301");
        reader.done();
        var path = from.length() > 1 && from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
        if (path.indexOf('*') >= 0 && path.indexOf('*') < path.length() - 1 || path.endsWith("*") && !path.endsWith("/*") || path.contains("?") || path.contains("#"))
            problems.error(reader.at("from"), "pages.redirect-from", "'" + from + "' is no address that can be followed", "write a path, with '/*' at its end for all below it");
        else if (!path.startsWith("/")) problems.error(reader.at("from"), "pages.redirect-from", "'" + from + "' is no path", "begin it with '/'");
        else if (tree.find(path).isPresent()) problems.warning(reader.at("from"), "pages.redirect-hidden", "'" + path + "' is a page, so this redirect is never followed", "remove one of the two");
        if (!to.matches("/(?!/).*|https?://.+")) problems.error(reader.at("to"), "pages.redirect-to", "'" + to + "' is neither a path nor an address", "write /... or https://...");
        if (path.equals(to)) problems.error(reader.at("to"), "pages.redirect-loop", "'" + to + "' leads to itself", "name the new address");
        return new Redirects.Redirect(path, to, Integer.parseInt(status), false, reader.at("to"));
    }
}
