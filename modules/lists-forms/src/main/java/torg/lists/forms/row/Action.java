package torg.lists.forms.row;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Reader;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;

/**
 * A link above a list or record, shown to those who may do what it leads to.
 *
 * @param needs what the caller must be allowed to do somewhere
 * @param where for an action of a row: which rows it is offered for
 * @param primary whether it is the main thing to do here
 */
public record Action(Text label, Link link, Optional<Need> needs, Where where, boolean primary) {

    /**
     * A privilege on a table.
     *
     * @param form by way of which the caller would do it
     */
    public record Need(Privilege privilege, String table, Optional<String> form) {}

    /** The actions a document lists. */
    public static List<Action> read(Ground ground, Reader reader, Table table) {
        return reader.each("actions", one -> {
            var label = one.label("label");
            if (label.isEmpty()) one.required("label");
            var link = Link.read(ground, table, one.required("link"), one.at("link"));
            var action = new Action(label.orElse(Text.of("")), link.orElse(new Link(Places.of(""), List.of())), need(ground, one), Where.read(ground, one, table),
                    one.flag("primary", false));
            one.done();
            return action;
        });
    }

    private static Optional<Need> need(Ground ground, Reader one) {
        return one.mapping("needs").flatMap(need -> {
            var privilege = need.word("privilege", "create", "read", "write", "delete");
            var table = ground.table(need, "table");
            var form = need.text("form");
            form.ifPresent(name -> ground.known(ground.forms(), name, need.at("form"), "form"));
            need.done();
            return table.map(found -> new Need(Privilege.valueOf(privilege.toUpperCase(Locale.ROOT)), found.name(), form));
        });
    }

    /** Those of the actions that the caller may follow here. */
    public static List<Model> models(List<Action> actions, Tables tables, Request request, Function<String, Optional<String>> values) {
        return actions.stream().filter(action -> action.allowed(tables, request.caller()) && action.fits(values))
                .flatMap(action -> action.link.fill(values).map(address -> Model.with("label", action.label.in(request.locale()))
                        .with("link", address.startsWith("/") ? request.link(address) : address).with("primary", action.primary).build()).stream())
                .toList();
    }

    private boolean fits(Function<String, Optional<String>> values) {
        return where.holds((path, wanted) -> wanted instanceof Operand.Literal(var value) && values.apply(path.text()).filter(value.toString()::equals).isPresent());
    }

    private boolean allowed(Tables tables, Caller caller) {
        return needs.isEmpty() || tables.may(needs.get().form().map(caller::through).orElse(caller), needs.get().privilege(), needs.get().table());
    }
}
