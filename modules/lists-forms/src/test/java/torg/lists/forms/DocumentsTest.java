package torg.lists.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.lists.forms.chart.ChartCompiler;
import torg.lists.forms.form.FormCompiler;
import torg.lists.forms.list.KnownRoles;
import torg.lists.forms.list.ListCompiler;
import torg.lists.forms.list.ListComponent;
import torg.lists.forms.record.RecordCompiler;
import torg.lists.forms.row.LanguagesCompiler;
import torg.lists.forms.row.PagesCompiler;
import torg.spi.site.SiteCompiler;
import torg.testkit.TableDocuments;

class DocumentsTest {
    private final Portal portal = new Portal();

    @Test
    void theDemosOwnDocumentsCompileWithoutAWord() {
        for (var compiler : List.<SiteCompiler<?>>of(new ListCompiler(), new ChartCompiler(), new RecordCompiler(), new FormCompiler())) {
            assertThat(portal.source().problems(compiler)).isEmpty();
        }
    }

    @Test
    void noFilterIsCalledAsAListsOwnParameters() {
        portal.source().document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, locale: {type: boolean}, language: {type: boolean}}}").compile(new TableDocuments());

        var problem = problem("lists/notes.yml", "{list: notes, table: note, columns: [id], filters: [language, locale]}", new ListCompiler());
        assertThat(problem.message()).isEqualTo("column 'locale' cannot be filtered by");
        assertThat(problem.help()).isEqualTo("filter by a choice, boolean, lookup, day, moment or number not called q, sort, page or locale");
    }

    @Test
    void namesPlaceReasonAndNearestNameOfAWrongColumn() {
        var problem = problem("lists/orders.yml", """
                list: orders
                table: salesorder
                columns:
                  - ordernumber
                  - contact.fulname
                """, new ListCompiler());

        assertThat(problem.at()).hasToString("site/lists/orders.yml:5:5");
        assertThat(problem.message()).isEqualTo("table 'contact' has no column 'fulname'");
        assertThat(problem.help()).isEqualTo("did you mean 'fullname'?");
    }

    @Test
    void refusesWrongLists() {
        assertThat(list("table: salesordr\ncolumns: [name]")).contains("there is no table 'salesordr'");
        assertThat(list("table: salesorder")).contains("no columns are listed");
        assertThat(list("table: salesorder\ncolumns: [name]\nsrot: name")).contains("'srot' is not known");
        assertThat(list("table: salesorder\ncolumns: [name]\nsort: nam")).contains("no column 'nam'");
        assertThat(list("table: salesorder\ncolumns: [name.x]")).contains("follows a column that points to no row");
        assertThat(list("table: salesorder\ncolumns: [name]\nfilters: [name]")).contains("cannot be filtered by");
        assertThat(list("table: salesorder\ncolumns: [name]\nwhere: {status: opn}")).contains("'opn' is no value of column 'status'");
        assertThat(list("table: salesorder\ncolumns: [name]\npage-size: 1000")).contains("'page-size'");
        assertThat(list("table: salesorder\ncolumns: [{column: status, tones: {opn: info}}]")).contains("'opn' is no value");
        assertThat(list("table: salesorder\ncolumns: [{column: status, roles: [administratr]}]")).contains("there is no role 'administratr'");
        assertThat(list("table: salesorder\ncolumns: [{column: status, tones: {open: pink}}]")).contains("'pink' is no tone");
        assertThat(list("table: salesorder\ncolumns: [{column: orderdate, as: day}]")).contains("cannot be shown as 'day'");
        assertThat(list("table: salesorder\ncolumns: [{column: requestedreceiptdate, as: date}]")).contains("cannot be shown as 'date'");
        assertThat(list("table: salesorder\ncolumns: [{column: name, link: orders}]")).contains("'orders' is no address");
        assertThat(list("table: salesorder\ncolumns: [name]\nactions: [{label: x, link: /orders, needs: {privilege: creat, table: salesorder}}]"))
                .contains("'creat'");
    }

    @Test
    void warnsOfALinkToNoPage() {
        var problem = problem("lists/orders.yml", "list: orders\ntable: salesorder\ncolumns: [{column: name, link: '/ordres/{ordernumber}'}]",
                new ListCompiler());

        assertThat(problem.message()).contains("no page answers to '/ordres/{ordernumber}'");
        assertThat(problem.fatal()).isFalse();
    }

    @Test
    void refusesAPageThatPlacesWhatIsNotThere() {
        var problem = problem("pages/extra.md", "---\ntitle: x\ncomponents:\n  - component: list\n    list: ordrs\n---\n", new ListCompiler());

        assertThat(problem.at()).hasToString("site/pages/extra.md:5:11");
        assertThat(problem.help()).isEqualTo("did you mean 'orders'?");
    }

    @Test
    void refusesATimeZoneThatIsNone() {
        portal.source().setting("time-zone", "Oslo");
        var problem = problem("site.yml", "name: Northwind\nsettings:\n  time-zone: Oslo\n", new LanguagesCompiler());

        assertThat(problem.at()).hasToString("site/site.yml:3:14");
        assertThat(problem.message()).isEqualTo("there is no time zone 'Oslo'");
        assertThat(problem.help()).isEqualTo("did you mean 'Europe/Oslo'?");
        assertThat(problem.fatal()).isTrue();
    }

    @Test
    void refusesTwoDocumentsOfOneName() {
        assertThat(problem("lists/zzz.yml", "list: orders\ntable: product\ncolumns: [name]", new ListCompiler()).message()).contains("two documents");
    }

    @Test
    void refusesAnActionByWayOfNoForm() {
        var problem = problem("lists/orders.yml", "list: orders\ntable: salesorder\ncolumns: [name]\n"
                + "actions: [{label: x, link: /orders, needs: {privilege: create, table: salesorder, form: ordr}}]", new ListCompiler());

        assertThat(problem.message()).isEqualTo("there is no form 'ordr'");
        assertThat(problem.help()).isEqualTo("did you mean 'order'?");
    }

    @Test
    void refusesAFieldThatStandsInAFormTwice() {
        assertThat(form("fields: [requisitionnumber, language, requisitionnumber]")).contains("'requisitionnumber' stands in the form twice");
    }

    @Test
    void refusesARowOfAVariableThePageDoesNotHave() {
        var problem = problem("records/order.yml", "record: order\ntable: salesorder\nrow: '{nummer}'\nsections: [{columns: [name]}]", new RecordCompiler());

        assertThat(problem.at().toString()).startsWith("site/pages/orders/[number].md:");
        assertThat(problem.message()).contains("asks for '{nummer}'");
        assertThat(problem.help()).contains("{number}");
    }

    @Test
    void refusesParametersThatNobodyReads() {
        var at = Position.start("pages/x.md");
        var size = new Node.Mapping(at, Map.of("list", new Node.Scalar(at, "orders"), "size", new Node.Scalar(at, "5")));

        var problems = new Problems();
        new ListComponent(portal.tables(), new KnownRoles()).check(size, problems);
        new ListComponent(portal.tables(), new KnownRoles()).check(new Node.Mapping(at, Map.of()), problems);
        assertThat(problems.found()).extracting(SiteProblem::message).containsExactly("'size' is not known here", "'list' is missing here");
    }

    @Test
    void refusesWrongRecords() {
        assertThat(record("row: me")).contains("'me' is no row of table 'salesorder'");
        assertThat(record("row: '{number}'\nprogress: {column: name, steps: [a]}")).contains("is no choice");
        assertThat(record("row: '{number}'\nprogress: {column: status, steps: [opn]}")).contains("there is no choice 'opn'");
        assertThat(record("row: '{number}'\nlists: [{list: nothing, by: salesorder}]")).contains("there is no list 'nothing'");
        assertThat(record("row: '{number}'\nlists: [{list: order-lines, by: product}]")).contains("does not point to table 'salesorder'");
    }

    @Test
    void refusesWrongForms() {
        assertThat(form("fields: [ordernumber]")).contains("is numbered by the store");
        assertThat(form("fields: [nam]")).contains("has no column 'nam'");
        assertThat(form("fields: [requisitionnumber]\nset: {account: '{me.acount}'}")).contains("has no column 'acount'");
        assertThat(form("fields: [requisitionnumber]\nset: {account: '{nobody.x}'}")).contains("'nobody' has no value here");
        assertThat(form("fields: [requisitionnumber]\nset: {orderdate: '{me.account}'}")).contains("is no value of column 'orderdate'");
        assertThat(form("fields: [requisitionnumber]\nset: {total: {multiply: [requisitionnumber]}}")).contains("only numbers can be multiplied");
        assertThat(form("fields: [requisitionnumber]\nset: {total: {sum: amount}}")).contains("no lines to add up");
        assertThat(form("fields: [requisitionnumber]\nset: {total: {}}")).contains("computes nothing");
        assertThat(form("fields: [requisitionnumber]\nset: {status: opn}")).contains("'opn' is no value");
        assertThat(form("fields: [{column: deliveryaddress, options: {where: {acount: my-account}}}]")).contains("has no column 'acount'");
        assertThat(form("fields: [{column: requestedreceiptdate, min: tomorrow}]")).contains("'tomorrow' is no value");
        assertThat(form("fields: [requisitionnumber]\nset: {language: {from: account, where: {accountnumber: '{me.account}'}, take: language, missing: {requisition: x}}}"))
                .contains("there is no field 'requisition'");
        assertThat(form("fields: [requisitionnumber]\nset: {requisitionnumber: x}")).isEqualTo("'requisitionnumber' is a field that people fill, and set as well");
        assertThat(form("fields: [{column: requisitionnumber, above: 3}]")).isEqualTo("'above' says nothing of column 'requisitionnumber'");
        assertThat(form("fields: [{column: language, choices: {nb: Norsk}, default: nn}]")).isEqualTo("the default of 'language' is none of its choices");
        assertThat(form("steps: [{title: a, fields: [requisitionnumber]}, {title: b, lines: {table: salesorderdetail, by: salesorder, least: 9, most: 2, fields: [product]}}, {title: c, review: true}]"))
                .isEqualTo("'least' is more than 'most'");
        assertThat(form("needs: [shoes]\nfields: [requisitionnumber]")).contains("has no column 'shoes'");
        assertThat(form("steps: [{title: a, fields: [requisitionnumber]}, {title: b, fields: [name]}]")).isNotEmpty();
    }

    @Test
    void refusesAFormThatDoesNotBeginWithFields() {
        for (var first : List.of("{title: a, lines: {table: salesorderdetail, by: salesorder, fields: [product]}}, {title: b, review: true}", "{title: a, review: true}", "")) {
            var problem = problem("forms/order.yml", "form: order\ntable: salesorder\nsteps: [" + first + "]", new FormCompiler());

            assertThat(problem.toString()).as(first).isEqualTo("site/forms/order.yml:3:8 the first step of form 'order' has no fields (begin the steps with one that says 'fields:')");
        }
    }

    @Test
    void refusesAnAmountWhereSomethingElseIsWanted() {
        assertThat(form("fields: [{column: requestedreceiptdate, min: {multiply: [total]}}]")).isEqualTo("multiply makes no value of column 'requestedreceiptdate'");
        assertThat(form("fields: [{column: total, decimals: {multiply: [total]}}]")).isEqualTo("multiply makes no value of column 'decimals'");
        assertThat(form("steps: [{title: a, fields: [requisitionnumber]}, {title: b, lines: {table: salesorderdetail, by: salesorder, fields: [product]}}, {title: c, review: true}]\n"
                + "set: {name: {sum: amount}}")).isEqualTo("sum makes no value of column 'name'");
    }

    private String list(String text) {
        return problem("lists/orders.yml", "list: orders\n" + text, new ListCompiler()).message();
    }

    private String record(String text) {
        return problem("records/order.yml", "record: order\ntable: salesorder\n" + text, new RecordCompiler()).message();
    }

    private String form(String text) {
        return problem("forms/order.yml", "form: order\ntable: salesorder\n" + text, new FormCompiler()).message();
    }

    private SiteProblem problem(String path, String text, SiteCompiler<?> compiler) {
        portal.source().document(path, text).compile(new PagesCompiler());
        var problems = portal.source().problems(compiler);
        assertThat(problems).as(text).isNotEmpty();
        return problems.getFirst();
    }
}
