package torg.studio.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.table.ColumnType;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Item;
import torg.studio.form.Items;

/**
 * Values that a form sets and nobody types, a field for each. One that is worked out of others ({@code from}, {@code multiply}, {@code sum}) stays as it is written.
 *
 * @param at where the mapping stands
 * @param columns of the table whose rows get them
 * @param asked columns that people fill
 */
record SetFields(ViewFields.Written written, List<String> at, TableColumns columns, Set<String> asked) {
    Model model() {
        var items = items();
        var set = items.items().stream().map(Item::of).collect(Collectors.toSet());
        return Model.with("list", items.name()).with("table", columns.label()).with("items", items.items().stream().map(item -> item(items, item)).toList())
                .with("offered", Choices.of(written.request().locale(), Choices.withNone(offered(set)), "")).build();
    }

    private Map<String, Text> offered(Set<String> set) {
        return columns.own(column -> column.type() != ColumnType.AUTONUMBER && column.type() != ColumnType.FILE && !column.isCalculated() && !set.contains(column.name()) && !asked.contains(column.name()));
    }

    private Model item(Items items, Item item) {
        var said = said().get(item.of());
        return Model.with("list", items.name()).with("id", item.in(items.name())).with("label", columns.label(item.of())).with("name", item.of()).with("field", item.field("value"))
                .with("worked", said.isPresent() && !(said.get() instanceof Node.Scalar)).with("value", written.typed() ? typed(item) : Nodes.text(said)).build();
    }

    /** A mapping keeps its order: what is new comes last. */
    List<Amendment> amendments() {
        var items = items();
        var stays = items.items().stream().filter(item -> said().get(item.of()).map(now -> !(now instanceof Node.Scalar)).orElse(false) || !typed(item).isEmpty()).toList();
        if (stays.isEmpty()) return items.stored().isEmpty() ? List.of() : List.of(new Amendment.Remove(at));
        var all = new ArrayList<Amendment>();
        var changes = new Changes(at, said());
        stays.forEach(item -> changes.become(item.of(), typed(item)));
        all.addAll(changes.all());
        items.stored().stream().filter(column -> stays.stream().noneMatch(item -> item.of().equals(column))).forEach(column -> all.add(new Amendment.Remove(Changes.place(at, column))));
        return all;
    }

    private Items items() {
        return Items.of(written.request(), String.join(".", at), List.copyOf(said().entries().keySet()), written.typed());
    }

    private Node.Mapping said() {
        return Nodes.mapping(written.document().fields(), at);
    }

    private String typed(Item item) {
        return written.request().form(item.field("value")).map(String::strip).orElse("");
    }
}
