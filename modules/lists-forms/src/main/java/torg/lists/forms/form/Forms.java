package torg.lists.forms.form;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.access.Privilege;
import torg.api.table.Table;
import torg.lists.forms.row.WhoMay;

/** The forms of a site, by name: a part of the {@link torg.api.site.Site}. */
public record Forms(Map<String, FormView> byName) {
    public Forms {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** The table of a form that none of these callers may fill in; empty when one may, or there is no such form. */
    public Optional<Table> closedTo(WhoMay callers, String name) {
        return Optional.ofNullable(byName.get(name)).filter(form -> openers(form, callers).isNobody()).map(FormView::table);
    }

    /** Those of them for whom a form opens. */
    static WhoMay openers(FormView form, WhoMay callers) {
        return callers.through(form.name()).who(caller -> !(caller.isAnonymous() && form.isPersonal())).may(form.creates() ? Privilege.CREATE : Privilege.WRITE, form.table().name());
    }

    /** Why no action of a row of this table can use the form of this name, in the middle of a sentence; empty when one can. */
    public Optional<String> fault(String name, Table table) {
        var form = byName.get(name);
        if (form == null) return Optional.empty(); // told where the form is read
        if (!form.table().name().equals(table.name())) return Optional.of("is about table '" + form.table().name() + "'");
        if (form.creates()) return Optional.of("makes a row");
        return form.head().fields().isEmpty() ? Optional.empty() : Optional.of("asks something");
    }

    /** Whether the form of this name can begin with what a row of this table has under a name. */
    public boolean takes(String name, Table table, String what) {
        var form = byName.get(name);
        if (form == null) return true; // told where the form is read
        return form.creates() && form.isWizard() && form.table().name().equals(table.name()) && (form.field(what).isPresent() || form.lines().filter(lines -> lines.name().equals(what)).isPresent());
    }

    /** The form that takes JSON under this name below {@code /api/}. */
    public Optional<FormView> api(String name) {
        return byName.values().stream().filter(form -> form.api().filter(name::equals).isPresent()).findFirst();
    }
}
