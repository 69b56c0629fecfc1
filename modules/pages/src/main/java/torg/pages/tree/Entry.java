package torg.pages.tree;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.identity.Caller;
import torg.api.view.Html;
import torg.api.view.Page;

/**
 * A page in its place in the tree.
 *
 * @param guards roles demanded by the page and those above it, one set for each page that demands any
 * @param order among its siblings
 * @param hidden whether generated menus leave it out
 * @param indexed whether search engines may keep it
 * @param publishing when it is there
 * @param languages those of the site in which it truly is, the default one among them
 * @param fields what it says in the fields of its type; empty for a page without one
 */
public record Entry(Page page, List<Set<String>> guards, int order, boolean hidden, boolean indexed, Publishing publishing, List<Locale> languages, Optional<Fields> fields) {
    public Entry {
        guards = List.copyOf(guards);
    }

    /** Whether the caller passes every page on the way down to this one: a page below cannot let in whom one above keeps out. */
    public boolean admits(Caller caller) {
        return caller.isService() || guards.stream().allMatch(roles -> roles.stream().anyMatch(caller::hasRole));
    }

    /** The same page with another running text, by language tag. */
    public Entry saying(Map<String, Html> body) {
        return new Entry(new Page(page.path(), page.title(), page.description(), page.template(), body, page.placements(), page.open(), page.roles(), page.parent(), page.variables()),
                guards, order, hidden, indexed, publishing, languages, fields);
    }

    /** Whether it stands at one address, and menus and searches lead to it. */
    public boolean isFindable() {
        return !hidden && !hasVariables();
    }

    public boolean hasVariables() {
        return page.path().contains("{");
    }
}
