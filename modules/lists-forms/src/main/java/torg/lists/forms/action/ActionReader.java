package torg.lists.forms.action;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.access.Privilege;
import torg.api.site.Reader;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.action.Action.Effect;
import torg.lists.forms.action.Action.Need;
import torg.lists.forms.form.Forms;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Link;
import torg.lists.forms.row.Where;

/**
 * Reads the actions that a document lists.
 *
 * @param table whose rows they are about
 * @param forms that they may use
 */
public record ActionReader(Ground ground, Table table, Forms forms) {

    /** Actions of no row: links alone. */
    public List<Action> links(Reader reader, String key) {
        return reader.each(key, one -> read(one, new Action.Go(link(one, "link").orElse(Link.NOWHERE)), false));
    }

    /** Actions of a row, on a page that stays when the row goes. */
    public List<Action> ofRows(Reader reader, String key) {
        return reader.each(key, one -> read(one, effect(one), true));
    }

    /** Actions of the row that the page is about. */
    public List<Action> ofThePage(Reader reader, String key) {
        return reader.each(key, one -> {
            var action = read(one, effect(one), false);
            if (action.effect() instanceof Action.Delete && action.then().isEmpty()) ground.error(one.at("delete"), "no-then", "the page of a row is gone with the row", "say with 'then:' where to go");
            return action;
        });
    }

    private Action read(Reader one, Effect effect, boolean amongOthers) {
        var label = one.label("label");
        if (label.isEmpty()) one.required("label");
        var posts = !(effect instanceof Action.Go);
        var stays = effect instanceof Action.Set || effect instanceof Action.Delete;
        var action = new Action(label.orElse(Text.of("")), effect, need(one), Where.read(ground, one, table), one.flag("primary", false), posts ? one.label("confirm") : Optional.empty(),
                stays ? one.label("done") : Optional.empty(), stays && one.has("then") ? link(one, "then") : Optional.empty(), stays && amongOthers && one.flag("several", false));
        one.done();
        return action;
    }

    private Effect effect(Reader one) {
        if (one.has("delete")) {
            if (!one.flag("delete", true)) ground.error(one.at("delete"), "no-action", "this deletes nothing", "take it out, or write 'delete: true'");
            return new Action.Delete();
        }
        if (!one.has("form")) return new Action.Go(link(one, "link").orElse(Link.NOWHERE));
        var form = one.required("form");
        var known = ground.known(ground.forms(), form, one.at("form"), "form").isPresent();
        if (!one.has("copy")) {
            if (known) forms.fault(form, table).ifPresent(fault -> ground.error(one.at("form"), "no-action", "form '" + form + "' " + fault,
                    "name a form that edits a row of table '" + table.name() + "' with 'set:' and without fields, or link to a page that holds it"));
            return new Action.Set(form);
        }
        var what = one.texts("copy");
        if (known) what.stream().filter(name -> !forms.takes(form, table, name)).forEach(name -> ground.error(one.at("copy"), "no-copy",
                "form '" + form + "' takes no '" + name + "' of a row of table '" + table.name() + "'", "name fields of a form in steps that makes such a row, or its lines"));
        return new Action.Copy(form, link(one, "link").orElse(Link.NOWHERE), what);
    }

    private Optional<Link> link(Reader one, String key) {
        return Link.read(ground, table, one.required(key), one.at(key));
    }

    private Optional<Need> need(Reader one) {
        return one.mapping("needs").flatMap(need -> {
            var privilege = need.word("privilege", "create", "read", "write", "delete");
            var found = ground.table(need, "table");
            var form = need.text("form");
            form.ifPresent(name -> ground.known(ground.forms(), name, need.at("form"), "form"));
            need.done();
            return found.map(of -> new Need(Privilege.valueOf(privilege.toUpperCase(Locale.ROOT)), of.name(), form));
        });
    }
}
