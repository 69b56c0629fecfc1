package torg.lists.forms.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.spi.access.WebRoles;
import torg.spi.view.Component.Filled;

class ListComponentTest {
    private final Portal portal = new Portal();
    private final KnownRoles roles = new KnownRoles();
    private final ListComponent lists = new ListComponent(portal.tables(), roles);

    @Test
    void showsTheNewestOrdersOfTheOwnAccountFirstAndCountsOnlyThese() {
        var model = list(Portal.MARIA, "orders");

        assertThat(column(model, 0)).hasSize(25).startsWith("O130", "O129", "O128").doesNotContain("A200");
        assertThat(model.get("info")).isEqualTo("1–25 of 30");
        assertThat(Portal.each(model, "pages", "number")).containsExactly("1", "2");
    }

    @Test
    void showsAnAuthorizedUserOnlyTheirOwnOrders() {
        assertThat(column(list(Portal.JANE, "orders"), 0)).hasSize(15).contains("O101").doesNotContain("O102");
    }

    @Test
    void showsNothingToSomebodyWithoutRights() {
        assertThat(list(Portal.MAY, "orders").get("hasRows")).isEqualTo(false);
        assertThat(list(Caller.ANONYMOUS, "orders").get("hasRows")).isEqualTo(false);
    }

    @Test
    void whatNobodySignedInForIsTheSameForEverybodyUntilATableOfItOrOfItsRightsChanges() {
        portal.open("product", new Condition.Some("salesorderdetail", "product", Condition.eq("salesorder.status", "open")));

        assertThat(filled(Caller.ANONYMOUS, "products").perCaller()).isFalse();
        assertThat(filled(Caller.ANONYMOUS, "products").tables()).contains("product", "salesorderdetail", "salesorder");
        assertThat(filled(Portal.MARIA, "products").perCaller()).isTrue();
        assertThat(filled(Caller.ANONYMOUS, "contacts").perCaller()).as("roles are given at any time").isTrue();
    }

    private Filled.Shown filled(Caller caller, String name) {
        return shown(lists.fill(Portal.place(portal.get(caller, "/" + name), Map.of(), "list", name)));
    }

    @Test
    void goesToTheLastPageWhenALaterOneIsAskedFor() {
        var model = list(Portal.MARIA, "orders", "page", "999");

        assertThat(column(model, 0)).hasSize(5);
        assertThat(model.get("info")).isEqualTo("26–30 of 30");
        assertThat(model.get("previous")).isEqualTo("?");
        assertThat(model.get("next")).isEqualTo("");
    }

    @Test
    void sortsByAColumnOfTheHeaderAndSaysSo() {
        var model = list(Portal.MARIA, "orders", "sort", "total");

        assertThat(column(model, 0)).startsWith("O101", "O102");
        assertThat(Portal.each(model, "heads", "direction")).containsExactly("", "", "", "", "", "", "ascending");
        assertThat(Portal.each(model, "heads", "address")).last().isEqualTo("?sort=-total");
    }

    @Test
    void sortsALookupByTheTitlePeopleRead() {
        assertThat(column(list(Portal.MARIA, "orders", "sort", "-contact"), 2)).startsWith("Maria Anders").endsWith("Jane");
    }

    @Test
    void searchesInAllSearchableColumnsIgnoringCase() {
        assertThat(column(list(Portal.MARIA, "orders", "q", "o11"), 0)).hasSize(10)
                .allSatisfy(number -> assertThat(number.toString()).startsWith("O11"));
        assertThat(list(Portal.MARIA, "orders", "q", "zzz").get("empty").toString()).startsWith("We found nothing that matches.");
        assertThat(list(Portal.MARIA, "orders", "status", "refused").get("empty")).as("nobody spelt anything").isEqualTo("Nothing here fits what you chose. Choose something else, or Show all.");
    }

    @Test
    void findsWhatIsTypedWithoutTheMarksOfItsLetters() {
        portal.write(new Change.Update("product", "1", Map.of("name", "Côte de Blåbær")));
        for (var typed : List.of("cote", "COTE DE BLABAER", "blåbær")) assertThat(list(Portal.MARIA, "products", "q", typed).get("info")).as(typed).isEqualTo("1–1 of 1");
    }

    @Test
    void searchesInWhatPeopleSeeTitlesOfLookupsIncluded() {
        assertThat(list(Portal.MARIA, "orders", "q", "jane").get("info")).isEqualTo("1–15 of 15");
        assertThat(list(Portal.ADMIN, "orders", "q", "alfreds").get("info")).isEqualTo("1–25 of 30");
        portal.edit("lists/products.yml", portal.text("lists/products.yml").replace("  - category\n", "  - category\n  - unit\n"));
        assertThat(list(Portal.MARIA, "products", "q", "kilo").get("info")).isEqualTo("1–2 of 2");
        assertThat(list(Portal.MARIA, "order-lines").get("search")).as("no searchable column, no box").isEqualTo(false);
    }

    @Test
    void searchesOnlyInWhatTheDocumentNames() {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml") + "search: [ordernumber, contact]\n");

        assertThat(list(Portal.MARIA, "orders", "q", "maria").get("info")).isEqualTo("1–15 of 15");
        assertThat(list(Portal.ADMIN, "orders", "q", "alfreds").get("hasRows")).isEqualTo(false);
    }

    @Test
    void doesNotSearchInAHiddenColumn() {
        portal.hide("contact", "fullname");

        assertThat(list(Portal.MARIA, "orders", "q", "jane").get("hasRows")).isEqualTo(false);
    }

    @Test
    void filtersByStatusAndKeepsWhatWasAskedInItsLinks() {
        var model = list(Portal.MARIA, "orders", "status", "open", "q", "o", "sort", "-total");

        assertThat(model.get("info")).isEqualTo("1–20 of 20");
        assertThat(Portal.each(model, "heads", "address")).contains("?q=o&status=open&sort=total");
        assertThat(Portal.each(model, "files", "address")).containsExactly("/api/lists/orders/rows.csv?q=o&status=open&sort=-total&locale=en", "/api/lists/orders/rows.xlsx?q=o&status=open&sort=-total&locale=en");
    }

    @Test
    void takesParametersItCannotReadAsNotAsked() {
        var model = list(Portal.MARIA, "orders", "page", "abc", "sort", "evil'--", "status", "nonsense", "q", "  ");

        assertThat(column(model, 0)).startsWith("O130");
        assertThat(model.get("sort")).isEqualTo("");
        assertThat(model.get("narrowed")).isEqualTo(false);
    }

    @Test
    void writesValuesInTheLanguageOfThePage() {
        var request = portal.request(Portal.MARIA, "GET", "/orders", Locale.forLanguageTag("nb"), Map.of("q", List.of("O130")), Map.of());
        var cells = cells(shown(lists.fill(Portal.place(request, Map.of(), "list", "orders"))).model()).getFirst();

        assertThat(Portal.each(cells, "cells", "text"))
                .containsExactly("O130", "", "Maria Anders", "30. okt. 2026", "30. nov. 2026", "", "1\u00a0264,50\u00a0USD");
        assertThat(Portal.each(cells, "cells", "badge")).contains("Levert");
        assertThat(Portal.each(cells, "cells", "link")).contains("/nb/orders/O130");
        assertThat(Portal.each(cells, "cells", "number")).containsExactly(false, false, false, false, false, false, true);
    }

    @Test
    void showsTheDayOfAMomentWherePeopleAre() {
        portal.write(new Change.Update("salesorder", "O130", Map.of("orderdate", Instant.parse("2026-10-30T23:30:00Z"))));

        assertThat(column(list(Portal.MARIA, "orders"), 3)).startsWith("Oct 31, 2026", "Oct 29, 2026");
    }

    @Test
    void handsTextOverAsItIsForTheTemplateToEscape() {
        var model = list(Portal.MARIA, "products", "q", "<b>Queso</b> &");

        assertThat(column(model, 0)).containsExactly("<b>Queso</b> & Manchego");
        assertThat(model.get("q")).isEqualTo("<b>Queso</b> &");
        assertThat(Portal.each(model, "heads", "address")).contains("?q=%3Cb%3EQueso%3C%2Fb%3E+%26&sort=category");
    }

    @Test
    void marksDiscontinuedProductsAndNoOthers() {
        var badges = cells(list(Portal.MARIA, "products")).stream().map(row -> Portal.each(row, "cells", "badge").getLast()).toList();

        assertThat(badges).containsExactlyInAnyOrder("", "", "Discontinued", "", "");
    }

    @Test
    void offersAnActionOnlyToThoseWhoMayDoIt() {
        assertThat(Portal.each(list(Portal.MARIA, "orders"), "actions", "link")).containsExactly("/orders/new", "/orders/find");
        assertThat(Portal.each(list(Portal.MAY, "orders"), "actions", "link")).containsExactly("/orders/find");
    }

    @Test
    void leavesOutColumnsTheCallerMayNotReadAndDoesNotSortByThem() {
        portal.hide("salesorder", "total");

        var model = list(Portal.MARIA, "orders", "sort", "total");

        assertThat(Portal.each(model, "heads", "label")).doesNotContain("Total").hasSize(6);
        assertThat(column(model, 0)).startsWith("O130");
    }

    @Test
    void fixesRowsOfTheCallersOwnAccount() {
        assertThat(column(list(Portal.ADMIN, "contacts"), 0)).isEmpty();
        assertThat(column(list(Portal.MARIA, "contacts"), 0)).containsExactly("Jane", "Maria Anders");
    }

    @Test
    void showsAColumnOnlyToTheRolesItIsOfInterestTo() {
        assertThat(Portal.each(list(Portal.ADMIN, "orders"), "heads", "label")).contains("Customer");
        assertThat(Portal.each(list(Portal.MARIA, "orders"), "heads", "label")).doesNotContain("Customer");
        assertThat(list(Portal.ADMIN, "orders").get("info")).isEqualTo("1–25 of 31");
    }

    @Test
    void writesToWhatIsAnAddressAndToNobodyElse() {
        portal.write(new Change.Update("contact", "ALFKI-1", Map.of("email", "maria+buys@alfki.example")), new Change.Update("contact", "ALFKI-2", Map.of("email", "j@x.example?cc=all@x.example")));

        assertThat(Portal.each(list(Portal.MARIA, "contacts"), "rows", "cells").stream().map(cells -> ((Model) ((List<?>) cells).get(2)).get("link")).toList())
                .containsExactlyInAnyOrder("mailto:maria%2Bbuys@alfki.example", "mailto:j@x.example%3Fcc%3Dall@x.example");
    }

    @Test
    void saysWhichWebRolesAContactHas() {
        roles.bindRoles(new OneRole());

        assertThat(column(list(Portal.MARIA, "contacts"), 4)).containsExactly("None", "Customer representative");
        assertThat(Portal.each(list(Portal.MARIA, "contacts"), "heads", "label")).endsWith("Role");
    }

    @Test
    void showsNothingWhenTheColumnItFixesIsHidden() {
        portal.hide("contact", "account");

        assertThat(list(Portal.MARIA, "contacts").get("hasRows")).isEqualTo(false);
    }

    @Test
    void reachesEveryPageOfALongList() {
        for (var i = 0; i < 100; i++) {
            portal.write(new Change.Create("product",
                    Map.of("productnumber", "X" + i, "name", "Extra " + i, "discontinued", false)));
        }

        var model = list(Portal.MARIA, "products", "page", "3");

        assertThat(Portal.each(model, "pages", "number")).containsExactly("1", "2", "3", "4", "5");
        assertThat(list(Portal.MARIA, "products", "page", "5").get("info")).isEqualTo("101–105 of 105");
    }

    @Test
    void showsJustTheFirstRowsUnderATitleWithTheWayToTheOthers() {
        var filled = first(Portal.MARIA, "orders", "5", "page", "2", "sort", "total", "q", "O10");

        assertThat(filled.template()).isEqualTo("components/first-rows");
        assertThat(column(filled.model(), 0)).as("whatever the address says, which is for another list on the page").containsExactly("O130", "O129", "O128", "O127", "O126");
        assertThat(filled.model().get("more")).isEqualTo("/orders");
        assertThat(Portal.each(filled.model(), "heads", "address")).containsOnly("");
        assertThat(filled.perCaller()).isTrue();
    }

    @Test
    void firstRowsAreNothingForWhoHasNoneAndComeWithTheFirstOne() {
        var none = first(Caller.contact("NEW-1", "New", List.of("NEWCO"), List.of("customer-representative")), "orders", "5");

        assertThat(none.model().get("hasRows")).isEqualTo(false);
        assertThat(none.tables()).contains("salesorder");
        assertThat(lists.fill(Portal.place(portal.get(Portal.MAY, "/"), Map.of(), "list", "orders", "first", "5"))).as("who may read none at all").isInstanceOf(Filled.Hidden.class);
    }

    @Test
    void moreThanAWholeListIsAMistake() {
        assertThat(problems("list", "orders", "more", "/orders")).containsExactly("'more' belongs to 'first'");
        assertThat(problems("list", "orders", "first", "0")).hasSize(1);
        assertThat(problems("list", "orders", "first", "5", "more", "/orders")).isEmpty();
    }

    private static List<String> problems(String... parameters) {
        var problems = new Problems();
        new ListComponent(new Portal().tables(), new KnownRoles()).check(Portal.place(new Portal().get(Portal.MARIA, "/"), Map.of(), parameters).parameters(), problems);
        return problems.found().stream().map(SiteProblem::message).toList();
    }

    private Filled.Shown first(Caller caller, String name, String rows, String... query) {
        return shown(lists.fill(Portal.place(portal.get(caller, "/", query), Map.of(), "list", name, "first", rows, "more", "/orders")));
    }

    /** Maria represents her company. */
    private static final class OneRole implements WebRoles {
        @Override
        public List<RoleGrant> given(String contact, List<String> accounts) {
            return contact.equals("ALFKI-1") ? Stream.of("customer-representative", "nobody-knows").map(role -> new RoleGrant(role, RoleGrant.From.CONTACT, contact)).toList() : List.of();
        }

        @Override
        public SortedSet<String> defined() {
            return new TreeSet<>(Set.of("customer-representative"));
        }

        @Override
        public void assignToAccount(String account, Set<String> roles) {
            throw new UnsupportedOperationException("lists assign no roles");
        }

        @Override
        public void assign(String contact, Set<String> roles) {
            throw new UnsupportedOperationException("lists assign no roles");
        }
    }

    @Test
    void aColumnThatNoRowOnThePageFillsIsLeftOutWhereItsDocumentSaysSo() {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml").replace("  - total\n", "  - {column: statusnote, label: {en: Said}, empty: hide}\n  - total\n"));
        assertThat(Portal.each(list(Portal.MARIA, "orders"), "heads", "label")).doesNotContain("Said").contains("Total");
        assertThat(cells(list(Portal.MARIA, "orders"))).allSatisfy(row -> assertThat(Portal.each(row, "cells", "label")).doesNotContain("Said"));

        portal.write(new Change.Update("salesorder", "O130", Map.of("statusnote", "Call us")));
        assertThat(Portal.each(list(Portal.MARIA, "orders"), "heads", "label")).containsSubsequence("Said", "Total");
        assertThat(Portal.each(list(Portal.MARIA, "orders", "page", "2"), "heads", "label")).as("it is not on this page").doesNotContain("Said");
    }

    @Test
    void aLinkToAnAddressThatStandsInTheRowLeadsNowhereUnlessABrowserMayFollowIt() {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml").replace("link: \"/orders/{ordernumber}\"", "link: \"{statusnote}\""));
        portal.write(new Change.Update("salesorder", "O130", Map.of("statusnote", "https://tracking.example/7?a=b")), new Change.Update("salesorder", "O129", Map.of("statusnote", "javascript:alert(1)")),
                new Change.Update("salesorder", "O128", Map.of("statusnote", "//tracking.example/7")));

        assertThat(cells(list(Portal.MARIA, "orders")).stream().map(row -> Portal.each(row, "cells", "link").getFirst()).limit(4)).containsExactly("https://tracking.example/7?a=b", "", "", "");
    }

    @Test
    void aLinkToTheApiIsTheSameInEveryLanguage() {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml").replace("link: \"/orders/{ordernumber}\"", "link: \"/api/printouts/salesorder/{ordernumber}\""));
        var request = portal.request(Portal.MARIA, "GET", "/orders", Locale.of("nb"), Map.of(), Map.of());

        var model = shown(lists.fill(Portal.place(request, Map.of(), "list", "orders"))).model();
        assertThat(Portal.each(cells(model).getFirst(), "cells", "link").getFirst()).isEqualTo("/api/printouts/salesorder/O130");
    }

    private Model list(Caller caller, String name, String... query) {
        return shown(lists.fill(Portal.place(portal.get(caller, "/" + name, query), Map.of(), "list", name))).model();
    }

    private static Filled.Shown shown(Filled filled) {
        return (Filled.Shown) filled;
    }

    private static List<Model> cells(Model list) {
        return ((List<?>) list.get("rows")).stream().map(Model.class::cast).toList();
    }

    private static List<Object> column(Model list, int number) {
        return cells(list).stream().map(row -> Portal.each(row, "cells", "text").get(number)).toList();
    }
}
