package torg.lists.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.lists.forms.form.FormRights;
import torg.lists.forms.record.ViewRights;
import torg.lists.forms.row.PagesCompiler;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Whether anybody may use what lists, records and forms offer. */
class RightsTest {
    private static final TableAccess DEMO = new DemoRights("", "");
    private final Portal portal = new Portal();

    @Test
    void whatTheDemoOffersSomebodyMayUse() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void aFormThatNobodyMayOpenIsToldWhereItNamesItsTable() {
        assertThat(problems("create salesorder")).containsExactly("site/forms/order.yml:2:8 no web role has 'create' on table 'salesorder' by way of form 'order', so it opens for nobody "
                + "(give it to a role in permissions/, with 'form: order' where it is for this form alone)");
        assertThat(problems("write contact")).singleElement().asString().startsWith("site/forms/profile.yml:2:8 no web role has 'write' on table 'contact' by way of form 'profile'");
        assertThat(problems("create salesorderdetail")).singleElement().asString().contains("no web role has 'create' on table 'salesorderdetail'").contains("so whatever is sent is refused");
    }

    @Test
    void aFieldThatNobodyMayFillIsTold() {
        assertThat(problems("create salesorder.requisitionnumber")).containsExactly("site/forms/order.yml:18:18 no web role that form 'order' is for may fill 'requisitionnumber', so the field is left out for everybody "
                + "(list the column with 'create' in a rule below 'columns:' of permissions/, or take the field out)");
        assertThat(problems("update contact.phone")).singleElement().asString().startsWith("site/forms/profile.yml:").contains("'phone'").contains("with 'update'");
        assertThat(problems("create salesorderdetail.quantity")).singleElement().asString().contains("may fill 'quantity'");
    }

    @Test
    void aFieldThatSomeOfThoseWhoSendTheFormMayNotFillIsToldWithTheirRoles() {
        assertThat(problems("create salesorder.requisitionnumber authorized-user", "create salesorder.requisitionnumber administrator")).containsExactly(
                "site/forms/order.yml:18:18 form 'order' is for administrator, authorized-user too, who may not fill 'requisitionnumber', so the field is left out for them "
                        + "(list the column with 'create' in a rule below 'columns:' of permissions/, or leave it if that is meant)");
    }

    @Test
    void aSilentValueThatNobodyMayGiveIsTold() {
        assertThat(problems("create salesorder.total")).singleElement().asString().contains("form 'order' is for may give 'total' a value, so whatever is sent is refused");
        assertThat(problems("create salesorderdetail.price")).singleElement().asString().contains("'price'");
        assertThat(problems("create salesorder.contact")).as("of the seller's people, and of everybody").hasSize(2);
    }

    @Test
    void rowsAndColumnsThatNobodyMayReadAreTold() {
        assertThat(problems("read address")).contains("site/lists/addresses.yml:2:8 no web role may read table 'address', so list 'addresses' is empty for everybody (give a role 'read' on the table in permissions/)");
        assertThat(problems("read product.unitprice", "read salesorder.erpnumber")).isNotEmpty().allMatch(problem -> problem.contains(" leaves it out for everybody"));
    }

    @Test
    void whatIsClosedOnAPageForEverybodyIsTold() {
        portal.source().document("pages/range.md", "---\ntitle: Range\naccess: public\ncomponents:\n  - component: list\n    list: products\n  - {component: chart, chart: orders-by-month}\n  - {component: form, form: profile}\n---\n").document("pages/inside.md", "---\ntitle: Range\ncomponents: [{component: list, list: products}]\n---\n")
                .document("pages/home.md", "---\ntitle: Home\naccess: public\ncomponents: [{component: list, list: products, first: 5}]\n---\n").compile(new PagesCompiler());
        var remedy = " without signing in (close the page with 'access: signed-in', or take this out of it)";
        assertThat(problems()).containsExactly("site/pages/range.md:5:5 the page is for everybody, but nobody reads table 'product'" + remedy,
                "site/pages/range.md:7:5 the page is for everybody, but nobody reads table 'salesorder'" + remedy, "site/pages/range.md:8:5 the page is for everybody, but nobody fills in a form of table 'contact'" + remedy);
    }

    @Test
    void whatASnippetBringsToAPageForEverybodyIsToldThere() {
        portal.source().document("snippets/range.md", "---\ncomponents: [{component: snippet, snippet: deeper}, {component: form, form: profile}]\n---\n")
                .document("snippets/deeper.md", "---\ncomponents: [{component: list, list: products}, {component: snippet, snippet: range}]\n---\nWords")
                .document("pages/range.md", "---\ntitle: Range\naccess: public\ncomponents: [{component: snippet, snippet: range}]\n---\n")
                .document("pages/inside.md", "---\ntitle: Inside\ncomponents: [{component: snippet, snippet: range}]\n---\n").compile(new PagesCompiler());
        assertThat(problems()).containsExactly(
                "site/pages/range.md:4:14 the page is for everybody, but nobody reads table 'product' without signing in, which its snippet asks for (site/snippets/deeper.md:2:14) "
                        + "(close the page with 'access: signed-in', or take this out of it)",
                "site/pages/range.md:4:14 the page is for everybody, but nobody fills in a form of table 'contact' without signing in, which its snippet asks for (site/snippets/range.md:2:53) "
                        + "(close the page with 'access: signed-in', or take this out of it)");
    }

    private List<String> problems(String... denied) {
        portal.source().part(TableAccess.class, new Without(Set.of(denied)));
        var found = Stream.of(new FormRights(), new ViewRights()).flatMap(compiler -> portal.source().problems(compiler).stream()).toList();
        assertThat(found).noneMatch(SiteProblem::fatal);
        return found.stream().map(SiteProblem::toString).toList();
    }

    /** The demo's rights without these: {@code create salesorder} or {@code update contact.phone}, or that for one role, {@code update contact.phone administrator}. */
    private record Without(Set<String> denied) implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return denied.contains(privilege.name().toLowerCase(Locale.ROOT) + " " + table) ? Grant.denied("not here") : DEMO.grant(caller, table, privilege);
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return DEMO.columns(caller, table, privilege).and(column -> {
                var use = privilege.name().toLowerCase(Locale.ROOT) + " " + table + "." + column;
                return !denied.contains(use) && caller.roles().stream().noneMatch(role -> denied.contains(use + " " + role));
            });
        }

        @Override
        public Set<String> tables() {
            return DEMO.tables();
        }
    }
}
