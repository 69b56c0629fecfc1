package torg.lists.forms.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.lists.forms.chart.ChartView;
import torg.lists.forms.chart.Charts;
import torg.lists.forms.form.Forms;
import torg.lists.forms.list.ListView;
import torg.lists.forms.list.Lists;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.WhoMay;
import torg.spi.access.TableAccess;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Looks for lists, records and columns of them that the table permissions let nobody read. Warnings, as for forms. */
@Component(service = SiteCompiler.class)
public final class ViewRights implements SiteCompiler<ViewRights.Checked> {
    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Lists.class, Charts.class, Records.class, Forms.class, TableAccess.class);
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        var everybody = WhoMay.of(source, Ground.of(source, problems));
        source.part(Lists.class).byName().forEach((name, list) -> check(everybody, list.table(), list.columns(), "list '" + name + "'", Ground.tableOf(source, "list", name), problems));
        source.part(Records.class).byName().forEach((name, record) -> check(everybody, record.table(), record.sections().stream().flatMap(section -> section.columns().stream()).toList(),
                "record '" + name + "'", Ground.tableOf(source, "record", name), problems));
        source.part(Charts.class).byName().forEach((name, chart) -> check(everybody, chart.table(), List.of(), "chart '" + name + "'", Ground.tableOf(source, "chart", name), problems));
        onPublicPages(source, everybody, problems);
        return new Checked();
    }

    /** A page says that it is for everybody, and what it shows is not: who is not signed in finds a place where nothing is. */
    private static void onPublicPages(SiteSource source, WhoMay everybody, Problems problems) {
        for (var page : source.part(Pages.class).holders()) {
            // Whether all else on the page is right its own compiler says.
            if (!new Reader(page.fields(), new Problems()).texts("access").contains("public")) continue;
            for (var held : page.components()) {
                var component = new Reader(held.component(), new Problems());
                if (component.has("first")) continue; // is left out for whoever has none
                shown(source, component).filter(table -> everybody.may(Privilege.READ, table.name()).who(Caller::isAnonymous).isNobody()).ifPresent(table -> closed(held, "reads", table, problems));
                component.text("form").flatMap(form -> source.part(Forms.class).closedTo(everybody.who(Caller::isAnonymous), form)).ifPresent(table -> closed(held, "fills in a form of", table, problems));
            }
        }
    }

    /** The table that a component shows. */
    private static Optional<Table> shown(SiteSource source, Reader component) {
        return component.text("list").map(source.part(Lists.class).byName()::get).map(ListView::table)
                .or(() -> component.text("record").map(source.part(Records.class).byName()::get).map(RecordView::table))
                .or(() -> component.text("chart").map(source.part(Charts.class).byName()::get).map(ChartView::table));
    }

    private static void closed(Pages.Held held, String does, Table table, Problems problems) {
        var within = held.component().at().equals(held.at()) ? "" : ", which its snippet asks for (" + held.component().at() + ")";
        problems.warning(held.at(), "lists-forms.closed-on-public-page", "the page is for everybody, but nobody " + does + " table '" + table.name() + "' without signing in" + within,
                "close the page with 'access: signed-in', or take this out of it");
    }

    private static void check(WhoMay everybody, Table table, List<Shown> columns, String what, Position at, Problems problems) {
        if (everybody.may(Privilege.READ, table.name()).isNobody()) {
            problems.warning(at, "lists-forms.rows-for-nobody", "no web role may read table '" + table.name() + "', so " + what + " is empty for everybody", "give a role 'read' on the table in permissions/");
            return;
        }
        columns.stream().filter(shown -> everybody.mayRead(shown).isNobody()).forEach(shown -> problems.warning(shown.at(), "lists-forms.column-for-nobody",
                "no web role that it is for may read '" + shown.path().text() + "', so " + what + " leaves it out for everybody", "let a role read the column, and every table on the way, in permissions/, or take it out"));
    }
}
