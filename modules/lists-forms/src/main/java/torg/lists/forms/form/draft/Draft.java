package torg.lists.forms.form.draft;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import torg.lists.forms.form.entry.Entry.Item;
import torg.lists.forms.form.entry.Entry;

/**
 * What one person typed into one form so far; one for each tab.
 *
 * @param id unguessable
 * @param nextItem id of the next line
 * @param made key of the row the submit made; empty until then
 * @param version of the row the draft is kept in
 */
public record Draft(String id, Entry entry, int nextItem, Optional<String> made, long version) {

    public Draft with(Map<String, String> values) {
        return new Draft(id, entry.with(values), nextItem, made, version);
    }

    /**
     * With a further line. The id is the one its empty form carried: the same line sent twice stays one, another one sent from a page that was
     * gone back to is a line of its own.
     */
    public Draft adding(Item item) {
        if (item(item.id()).filter(item::equals).isPresent()) return this;
        return put(item.id() < nextItem ? new Item(nextItem, item.values()) : item);
    }

    /** With this line in the place of the one with the same id. */
    public Draft put(Item item) {
        var items = new ArrayList<>(entry.items());
        var at = items.stream().map(Item::id).toList().indexOf(item.id());
        if (at >= 0) items.set(at, item);
        else items.add(item);
        return new Draft(id, entry.with(items), Math.max(nextItem, item.id() + 1), made, version);
    }

    public Draft making(String key) {
        return new Draft(id, entry, nextItem, Optional.of(key), version);
    }

    public Draft without(int item) {
        return new Draft(id, entry.with(entry.items().stream().filter(one -> one.id() != item).toList()), nextItem, made, version);
    }

    public Optional<Item> item(int item) {
        return entry.items().stream().filter(one -> one.id() == item).findFirst();
    }
}
