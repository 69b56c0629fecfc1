package torg.pages.tree;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.view.Html;
import torg.api.view.Page;
import torg.api.view.PageTypes;

/**
 * Everything this module made of a site's documents, as the part of the site.
 *
 * @param tree pages by address
 * @param special pages that are shown in place of another, by name ({@code not-found}); no address leads to them
 * @param menus by name
 * @param redirects old addresses
 * @param snippets by name
 * @param around names of the snippets that the theme shows around pages; the others are seen where a page shows them, by those who may read it
 * @param markers paths of the pages to which the theme leads by a site marker, by name
 * @param types of pages
 * @param pictures among the web files
 */
public record SitePages(PageTree tree, Map<String, Page> special, Map<String, List<MenuItem>> menus, Redirects redirects, Map<String, Snippet> snippets,
        Set<String> around, Map<String, String> markers, PageTypes types, Pictures pictures) {
    public static final String SPECIAL = "/special/";
    private static final String INDEX = "index";
    /** The component with which people sign in. */
    public static final String SIGN_IN = "sign-in";
    /** The component that shows what was looked for. */
    public static final String SEARCH = "search-results";
    /** The component that shows a snippet, and its parameter that names it. */
    public static final String SNIPPET = "snippet";

    public SitePages {
        special = Map.copyOf(special);
        menus = Map.copyOf(menus);
        snippets = Map.copyOf(snippets);
        around = Set.copyOf(around);
        markers = Map.copyOf(markers);
    }

    /** The same site, whose pages say something else in their running text. */
    public SitePages saying(PageTree otherwise, Map<String, List<MenuItem>> leading) {
        return new SitePages(otherwise, special, leading, redirects, snippets, around, markers, types, pictures);
    }

    /** A text that several pages or the theme show, by language tag; the default language's where it has no other. */
    public record Snippet(Map<String, Html> byLanguage) {
        public Html in(Locale locale) {
            return byLanguage.get(locale.toLanguageTag());
        }
    }

    /**
     * An item of a menu.
     *
     * @param title for people; empty takes the page's
     * @param target a page of the site, whose reader sees the item
     * @param link where it leads when it is no page of the site; empty for a heading above other items
     * @param roles web roles, one of which is asked for to see it and what is below it; none for everybody
     */
    public record MenuItem(Optional<torg.api.text.Text> title, Optional<Entry> target, String link, List<String> roles, List<MenuItem> items) {
        public MenuItem {
            roles = List.copyOf(roles);
            items = List.copyOf(items);
        }

        public static MenuItem of(Entry page) {
            return new MenuItem(Optional.empty(), Optional.of(page), "", List.of(), List.of());
        }
    }

    /** The path of the page that a document of this name says, variables in braces: {@code orders/[number]} is {@code /orders/{number}}. */
    public static String path(String document) {
        var folder = document.equals(INDEX) ? "" : document.endsWith("/" + INDEX) ? document.substring(0, document.length() - INDEX.length() - 1) : document;
        return "/" + folder.replace('[', '{').replace(']', '}');
    }

    /** The page that carries a component, such as {@code sign-in}, and the component's place on it. */
    public Optional<Carrier> carrierOf(String component) {
        return tree.carrier(component).map(Entry::page).flatMap(page -> page.placements().stream().filter(placement -> placement.component().equals(component)).findFirst()
                .map(placement -> new Carrier(page, placement.id())));
    }

    /** A page and a place on it. */
    public record Carrier(Page page, String place) {}
}
