package torg.lists.forms.row;

import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.site.Reader;
import torg.api.table.Table;
import torg.api.view.Page;

/** Which row a record or an edit form is about. */
public sealed interface Subject {
    /** The caller's own contact. */
    record Me() implements Subject {}

    /** The account the caller acts for. */
    record MyAccount() implements Subject {}

    /** The key stands in a variable of the page's address. */
    record Variable(String name) implements Subject {}

    /** Read the key {@code row}: {@code me}, {@code my-account} or {@code "{variable}"}. */
    static Subject read(Ground ground, Reader reader, Table table) {
        var text = reader.required("row");
        if (text.startsWith("{") && text.endsWith("}") && text.length() > 2) return new Variable(text.substring(1, text.length() - 1));
        var fits = switch (text) {
            case "me" -> table.name().equals("contact");
            case "my-account" -> table.name().equals("account");
            default -> text.isEmpty();
        };
        if (!fits) {
            ground.error(reader.at("row"), "bad-row", "'" + text + "' is no row of table '" + table.name() + "'",
                    "write me (table contact), my-account (table account), or a variable of the page's address in braces");
        }
        return text.equals("my-account") ? new MyAccount() : new Me();
    }

    /** Whether a page that places it has the variable it asks for. */
    default void check(Ground ground, Pages.Placed place) {
        if (!(this instanceof Variable(var name)) || place.variables().contains(name)) return;
        ground.error(place.at(), "no-variable", "'" + place.name().value() + "' asks for '{" + name + "}', which the page's address does not have",
                place.variables().isEmpty() ? "place it on a page whose file name has '[" + name + "]'" : "write 'row: \"{" + place.variables().iterator().next() + "}\"' there");
    }

    /** The key for this caller on this page; empty when there is none. */
    default Optional<String> key(Caller caller, Page page) {
        return switch (this) {
            case Me() -> caller.contact();
            case MyAccount() -> caller.accounts().stream().findFirst();
            case Variable(var name) -> Optional.ofNullable(page.variables().get(name)).filter(key -> !key.isBlank() && key.length() <= 64);
        };
    }
}
