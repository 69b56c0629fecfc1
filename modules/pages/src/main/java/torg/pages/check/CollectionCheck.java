package torg.pages.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.view.PageType;
import torg.api.view.PageType.Field;
import torg.api.view.PageType.Kind;
import torg.pages.collection.Listing;
import torg.pages.collection.Selection;
import torg.pages.tree.Fields;

/** Looks for what a collection names and nobody has: types, their fields and what these can say, addresses. */
record CollectionCheck(Destinations destinations, Problems problems) {
    void check(Node.Mapping parameters, String here) {
        // What is wrong by itself the component tells.
        var listing = Listing.of(parameters, here, new Problems());
        var selection = listing.selection();
        var types = destinations.pages().types().byName();
        var type = selection.type().map(types::get);
        selection.type().filter(name -> !types.containsKey(name)).ifPresent(name -> unknown(at(parameters, "type"), "pages.unknown-type", "there is no page type '" + name + "'", name, types.keySet(), "add it to the folder page-types"));
        if (parameters.get("below").isPresent()) selection.below().filter(path -> destinations.pages().tree().below(path).isEmpty())
                .ifPresent(path -> problems.warning(at(parameters, "below"), "pages.collection-below", "no page lies below '" + path + "'", "add one, or write another address"));
        if (type.isEmpty() && selection.type().isPresent()) return;
        if (parameters.get("where").orElse(null) instanceof Node.Mapping where) where.entries().forEach((name, said) -> where(type, name, said, selection));
        if (parameters.get("show").isPresent()) listing.show().forEach(name -> field(type, name, at(parameters, "show")));
        sort(parameters, listing, type);
    }

    private void sort(Node.Mapping parameters, Listing listing, Optional<PageType> type) {
        var by = listing.selection().by();
        var own = listing.selection().byOwn();
        var field = own ? Optional.<Field>empty() : field(type, by, at(parameters, "sort"));
        field.filter(one -> one.list() || List.of(Kind.MARKDOWN, Kind.HTML, Kind.IMAGE, Kind.FILE, Kind.PAGE).contains(one.kind()))
                .ifPresent(one -> problems.error(at(parameters, "sort"), "pages.collection-sort", "'" + by + "' has no order", "write title, order, or a field of another kind"));
        if (listing.feed() && (own || field.isPresent() && field.get().kind() != Kind.DATE && field.get().kind() != Kind.DATETIME)) {
            problems.error(at(parameters, "feed"), "pages.collection-feed", "a feed says when each page is of, and '" + by + "' does not", "sort by a field of type date or datetime, newest first: 'sort: -date'");
        }
    }

    private void where(Optional<PageType> type, String name, Node said, Selection selection) {
        field(type, name, said.at()).ifPresent(field -> {
            if (List.of(Kind.MARKDOWN, Kind.HTML, Kind.DATETIME).contains(field.kind())) problems.error(said.at(), "pages.collection-where", "nothing is found by '" + name + "', which is a " + field.kind().word(), "name a field of another kind");
            else selection.where().getOrDefault(name, List.of()).forEach(value -> value(field, value, said.at()));
        });
    }

    private void value(Field field, String value, Position at) {
        switch (field.kind()) {
            case CHOICE -> {
                if (!field.choices().containsKey(value)) unknown(at, "pages.collection-where", "'" + field.name() + "' is never '" + value + "'", value, field.choices().keySet(), "write one of its choices");
            }
            case BOOLEAN -> {
                if (!List.of("true", "false").contains(value)) problems.error(at, "pages.collection-where", "'" + field.name() + "' is never '" + value + "'", "write true or false");
            }
            case NUMBER -> {
                if (!Fields.NUMBER.matcher(value).matches()) problems.error(at, "pages.collection-where", "'" + field.name() + "' is never '" + value + "'", "write it as 12 or 12.50");
            }
            default -> {}
        }
    }

    /** Fields are those of a type, so a collection without one has none to name. */
    private Optional<Field> field(Optional<PageType> type, String name, Position at) {
        if (type.isEmpty()) {
            problems.error(at, "pages.collection-type", "'" + name + "' would be a field, and this collection names no type", "add 'type:'");
            return Optional.empty();
        }
        var field = type.get().field(name);
        if (field.isEmpty()) unknown(at, "pages.unknown-field", "'" + name + "' is no field of page type '" + type.get().name() + "'", name, type.get().fields().stream().map(Field::name).toList(), "name one that it has");
        return field;
    }

    private void unknown(Position at, String code, String message, String name, Collection<String> known, String otherwise) {
        problems.error(at, code, message, new Unknown(name, new TreeSet<>(known)), otherwise);
    }

    private static Position at(Node.Mapping parameters, String key) {
        return parameters.get(key).map(Node::at).orElse(parameters.at());
    }
}
