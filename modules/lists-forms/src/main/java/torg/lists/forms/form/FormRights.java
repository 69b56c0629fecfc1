package torg.lists.forms.form;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.table.Schema;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.WhoMay;
import torg.spi.access.TableAccess;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/**
 * Looks for forms, fields and silent values that the table permissions leave to nobody. Warnings: to take a right away is never refused because a form is
 * still there.
 */
@Component(service = SiteCompiler.class)
public final class FormRights implements SiteCompiler<FormRights.Checked> {
    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Forms.class, TableAccess.class);
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        var everybody = WhoMay.of(source, Ground.of(source, problems));
        source.part(Forms.class).byName().forEach((name, form) -> new One(form, problems).check(everybody.through(name), Ground.tableOf(source, "form", name)));
        return new Checked();
    }

    /** One form. */
    private record One(FormView form, Problems problems) {
        void check(WhoMay everybody, Position at) {
            var onRows = form.creates() ? Privilege.CREATE : Privilege.WRITE;
            var openers = Forms.openers(form, everybody);
            if (openers.isNobody()) {
                closed(at, form.table().name(), "so it opens for nobody");
                return;
            }
            group(openers, form.head());
            form.onBehalf().ifPresent(others -> field(openers.who(caller -> others.roles().stream().anyMatch(caller::hasRole)), form.head(), others.field()));
            form.lines().ifPresent(lines -> {
                var writers = openers.may(onRows, lines.group().table().name());
                if (writers.isNobody()) closed(lines.group().fields().stream().map(FormView.Field::at).findFirst().orElse(at), lines.group().table().name(), "so whatever is sent is refused");
                else group(writers, lines.group());
            });
        }

        private void closed(Position at, String table, String consequence) {
            var privilege = form.creates() ? "create" : "write";
            problems.warning(at, "lists-forms.form-for-nobody", "no web role has '" + privilege + "' on table '" + table + "' by way of form '" + form.name() + "', " + consequence,
                    "give it to a role in permissions/, with 'form: " + form.name() + "' where it is for this form alone");
        }

        private void group(WhoMay writers, Group group) {
            group.fields().forEach(field -> field(writers, group, field));
            group.set().forEach((column, worked) -> {
                if (fillers(writers, group, column.name()).isNobody())
                    told(worked.at(), "value-for-nobody", "no web role that form '" + form.name() + "' is for may give '" + column.name() + "' a value, so whatever is sent is refused", "take the value out");
            });
        }

        private void field(WhoMay writers, Group group, FormView.Field field) {
            if (field.readOnly() && !form.creates()) return; // whoever may not read it is not shown it
            var fillers = fillers(writers, group, field.name());
            var without = writers.without(fillers);
            if (fillers.isNobody())
                told(field.at(), "field-for-nobody", "no web role that form '" + form.name() + "' is for may fill '" + field.name() + "', so the field is left out for everybody", "take the field out");
            else if (!without.isEmpty())
                told(field.at(), "field-for-some", "form '" + form.name() + "' is for " + String.join(", ", without) + " too, who may not fill '" + field.name() + "', so the field is left out for them", "leave it if that is meant");
        }

        private WhoMay fillers(WhoMay writers, Group group, String column) {
            return writers.mayUse(form.creates() ? ColumnPrivilege.CREATE : ColumnPrivilege.UPDATE, group.table().name(), column);
        }

        private void told(Position at, String code, String message, String otherwise) {
            problems.warning(at, "lists-forms." + code, message,
                    "list the column with '" + (form.creates() ? "create" : "update") + "' in a rule below 'columns:' of permissions/, or " + otherwise);
        }
    }
}
