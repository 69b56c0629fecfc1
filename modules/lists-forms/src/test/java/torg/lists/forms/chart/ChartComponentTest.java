package torg.lists.forms.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.spi.view.Component.Filled;

/** What rows come to, as bars: of the caller's rows, and never of several currencies together. */
class ChartComponentTest {
    private static final String STATUS = "chart: test\ntable: salesorder\nby: status\n";
    private static final String MONTHS = "chart: test\ntable: salesorder\nby: orderdate\nsum: total\nbars: 3\n";

    private final Portal portal = new Portal();
    private final ChartComponent charts = new ChartComponent(portal.tables());

    @Test
    void countsTheRowsOfTheCallerInTheOrderOfTheChoices() {
        var panel = only(drawn(Portal.MARIA, STATUS));
        assertThat(Portal.each(panel, "bars", "label")).containsExactly("Open", "Delivered");
        assertThat(Portal.each(panel, "bars", "figure")).containsExactly("20", "10");
        assertThat(Portal.each(panel, "bars", "share")).containsExactly("100.0", "50.0");

        assertThat(Portal.each(only(drawn(Portal.JANE, STATUS)), "bars", "figure")).as("own orders only").containsExactly("10", "5");
    }

    @Test
    void whoMaySeeNoRowsSeesNoFigures() {
        for (var caller : List.of(Caller.ANONYMOUS, Portal.MAY)) {
            var model = drawn(caller, STATUS);
            assertThat(model.get("hasPanels")).isEqualTo(false);
            assertThat(model.get("empty")).isEqualTo("There is nothing to draw yet.");
        }
    }

    @Test
    void aColumnThatMayNotBeReadMakesNoChart() {
        portal.hide("salesorder", "total");
        assertThat(drawn(Portal.MARIA, MONTHS).get("hasPanels")).isEqualTo(false);
        portal.hide("salesorder", "currency");
        assertThat(drawn(Portal.MARIA, MONTHS).get("hasPanels")).as("without it amounts of several would be one").isEqualTo(false);
        portal.hide("salesorder", "status");
        assertThat(drawn(Portal.MARIA, STATUS).get("hasPanels")).isEqualTo(false);
    }

    @Test
    void theLastMonthsUpToTheNewestRowEachWithItsSum() {
        for (var number = 102; number <= 130; number++) move("O" + number, "2026-07-10T08:00:00Z", "0", "USD");
        move("O101", "2026-03-31T22:30:00Z", "1000", "USD"); // April in Oslo
        move("O102", "2026-06-01T08:00:00Z", "250.50", "USD");
        move("O103", "2026-06-30T21:59:59Z", "100", "USD");
        move("O104", "2026-06-30T22:00:00Z", "7", "USD"); // July there
        move("O105", "2026-02-01T08:00:00Z", "99", "USD");

        var panel = only(drawn(Portal.MARIA, MONTHS.replace("bars: 3", "bars: 4")));
        assertThat(panel.get("caption")).isEqualTo("Orders (USD)");
        assertThat(Portal.each(panel, "bars", "label")).containsExactly("Apr 2026", "May 2026", "Jun 2026", "Jul 2026");
        assertThat(Portal.each(panel, "bars", "figure")).containsExactly("1,000.00", "0.00", "350.50", "7.00");
        assertThat(Portal.each(panel, "bars", "share")).containsExactly("100.0", "0", "35.1", "0.7");

        var years = only(drawn(Portal.MARIA, MONTHS + "per: year\n"));
        assertThat(Portal.each(years, "bars", "label")).containsExactly("2024", "2025", "2026");
        assertThat(Portal.each(only(drawn(Portal.MARIA, MONTHS + "per: quarter\n")), "bars", "label")).containsExactly("Q1 2026", "Q2 2026", "Q3 2026");
    }

    @Test
    void amountsOfTwoCurrenciesAreTwoCharts() {
        portal.write(new Change.Create("currency", Map.of("currencycode", "EUR", "name", "Euro")));
        move("O101", "2026-06-01T08:00:00Z", "10", "EUR");
        var panels = panels(drawn(Portal.MARIA, "chart: test\ntable: salesorder\nby: account\nsum: total\n"));
        assertThat(panels).extracting(panel -> panel.get("caption")).containsExactly("Orders (EUR)", "Orders (USD)");
        assertThat(Portal.each(panels.getFirst(), "bars", "figure")).containsExactly("10.00");
    }

    @Test
    void theLargestFirstByTheTitlePeopleReadAndTheOthersTogether() {
        var panel = only(drawn(Portal.ADMIN, "chart: test\ntable: salesorder\nby: account\n"));
        assertThat(Portal.each(panel, "bars", "label")).containsExactly("Alfreds Futterkiste", "Ana Trujillo Emparedados");
        assertThat(Portal.each(panel, "bars", "figure")).containsExactly("30", "1");
        panel = only(drawn(Portal.ADMIN, "chart: test\ntable: salesorder\nby: account\nbars: 1\n"));
        assertThat(Portal.each(panel, "bars", "label")).containsExactly("Alfreds Futterkiste", "Others (1)");
        assertThat(Portal.each(panel, "bars", "drawn")).as("what the others come to would make the rest small").containsExactly(true, false);
    }

    @Test
    void onlyWhatTheDocumentFixes() {
        assertThat(Portal.each(only(drawn(Portal.ADMIN, STATUS + "where: {account: ANATR}\n")), "bars", "figure")).containsExactly("1");
    }

    @Test
    void mistakesOfADocumentAreTold() {
        assertThat(codes("chart: test\ntable: salesorder\nby: statu\n")).contains("lists-forms.unknown-column");
        assertThat(codes(STATUS + "sum: status\n")).contains("lists-forms.bad-chart");
        assertThat(codes(STATUS + "per: month\n")).contains("lists-forms.bad-chart");
        assertThat(codes(MONTHS + "per: week\n")).isNotEmpty();
        assertThat(codes(STATUS + "bars: 41\n")).isNotEmpty();
        assertThat(codes(STATUS + "colour: red\n")).isNotEmpty();
        assertThat(codes("chart: test\ntable: salesorder\n")).isNotEmpty();
    }

    private List<String> codes(String text) {
        return new Portal().source().document("charts/test.yml", text).problems(new ChartCompiler()).stream().map(SiteProblem::code).toList();
    }

    private void move(String order, String moment, String total, String currency) {
        portal.write(new Change.Update("salesorder", order, Map.of("orderdate", Instant.parse(moment), "total", new BigDecimal(total), "currency", currency)));
    }

    private Model drawn(Caller caller, String document) {
        portal.edit("charts/test.yml", document);
        var filled = charts.fill(Portal.place(portal.request(caller, "GET", "/x", Locale.ENGLISH, Map.of(), Map.of()), Map.of(), "chart", "test"));
        return ((Filled.Shown) filled).model();
    }

    private static Model only(Model model) {
        var panels = panels(model);
        assertThat(panels).hasSize(1);
        return panels.getFirst();
    }

    @SuppressWarnings("unchecked") // so it is said
    private static List<Model> panels(Model model) {
        return (List<Model>) model.get("panels");
    }
}
