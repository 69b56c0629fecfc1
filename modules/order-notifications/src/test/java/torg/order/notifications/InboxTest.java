package torg.order.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

/** Each sees their own, and no more of it than they may see now. */
class InboxTest implements ComponentContract {
    private final Portal portal = new Portal();

    @BeforeEach
    void twoOfJaneAndOneOfAna() {
        portal.teller().round();
        portal.order("O1", Portal.JANE);
        portal.order("O2", Portal.JANE);
        portal.order("O3", Portal.ANA);
        for (var number : List.of("O1", "O2", "O3")) portal.status(number, "confirmed");
        portal.teller().round();
    }

    @Override
    public Component component() {
        return new NotificationsComponent(portal.tables);
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("read", "all");
    }

    @Test
    void eachSeesTheirOwnInTheLanguageOfThePage() {
        assertThat(seen(Portal.JANE, "en")).contains("Order O1 is confirmed", "Order O2 is confirmed").doesNotContain("O3", "secret");
        assertThat(seen(Portal.ANA, "nb")).contains("Ordre O3 er bekreftet", "/nb/orders/O3").doesNotContain("O1");
        assertThat(component().fill(get(Caller.ANONYMOUS).place(""))).isEqualTo(new Filled.Hidden());
        assertThat(seen(Caller.contact("jane", "Jane", List.of("anatr"), List.of("buyer")), "en")).as("while she acts for another account").doesNotContain("O1");
    }

    @Test
    void whatTheyMayNoLongerReadIsNotShown() {
        portal.write(new Change.Update("salesorder", "O1", Map.of("contact", "ana")));
        assertThat(seen(Portal.JANE, "en")).contains("O2").doesNotContain("O1");
    }

    @Test
    void oneOrAllAreMarkedAsReadAndNobodyElses() {
        var first = portal.told().stream().filter(row -> row.text("row").orElse("").equals("O1")).findFirst().orElseThrow().key();
        component().act(post(Portal.ANA).form("read", first).place(""));
        assertThat(unread(Portal.JANE)).isEqualTo(2);
        assertThat(component().act(post(Portal.JANE).form("read", first).place(""))).isEqualTo(new Outcome.Redirect("/notifications#c1"));
        assertThat(unread(Portal.JANE)).isEqualTo(1);
        component().act(post(Portal.JANE).form("all", "yes").place(""));
        assertThat(unread(Portal.JANE)).isZero();
        assertThat(unread(Portal.ANA)).isEqualTo(1);
    }

    @Test
    void whoeverWorksInAPersonsPlaceMarksAndChoosesNothing() {
        var deputy = Portal.JANE.by(new Deputy("nancy", "Nancy", portal.clock.instant()));
        assertThat(component().act(post(deputy).form("all", "yes").place(""))).isInstanceOf(Outcome.Show.class);
        new WishesComponent(portal.tables).act(post(deputy).form("mail.confirmed", "never").place(""));
        assertThat(unread(Portal.JANE)).isEqualTo(2);
        assertThat(new Wishes(portal.tables).of("jane", site().require(Events.class).all()).get("confirmed").mail()).isEqualTo(MailWish.NOW);
    }

    @Test
    void theBellSaysHowManyAndNothingToStrangers() {
        var bell = new BellComponent(portal.tables);
        assertThat(bell.fill(get(Portal.JANE).place("page: /notifications"))).isInstanceOfSatisfying(Filled.Shown.class,
                shown -> assertThat(shown.model().plain().toString()).contains("Unread notifications: 2", "/notifications"));
        assertThat(bell.fill(get(Caller.ANONYMOUS).place("page: /notifications"))).isEqualTo(new Filled.Hidden());
    }

    @Test
    void peopleChooseOfWhatTheyMayRead() {
        var component = new WishesComponent(portal.tables);
        component.act(post(Portal.JANE).form("mail.confirmed", "daily").form("mail.nosuch", "never").form("mail.", "x").place(""));
        assertThat(new Wishes(portal.tables).of("jane", site().require(Events.class).find("confirmed").orElseThrow())).isEqualTo(new Wishes.Wish(MailWish.DAILY, false));
        component.act(post(Portal.JANE).form("mail.confirmed", "always").place(""));
        assertThat(new Wishes(portal.tables).of("jane", site().require(Events.class).find("confirmed").orElseThrow()).mail()).as("no such word").isEqualTo(MailWish.DAILY);
        assertThat(component.fill(get(Caller.contact("x", "X", List.of(), List.of())).place(""))).as("may read no order").isEqualTo(new Filled.Hidden());
    }

    @Test
    void whatIsKeptOfAPersonIsNamedSoThatTheyGetIt() {
        new WishesComponent(portal.tables).act(post(Portal.JANE).form("mail.confirmed", "daily").place(""));
        assertThat(kept("row")).containsExactlyInAnyOrder("O1", "O2");
        assertThat(kept("mail")).containsExactly("daily");
    }

    /** Of a column, what is handed out to Jane. */
    private List<String> kept(String column) {
        return new NotificationTables().kept().stream().flatMap(one -> portal.tables.query(Portal.SELLER,
                Query.of(one.table(), one.told().toArray(String[]::new)).where(Condition.eq(one.column(), "jane")).top(10)).rows().stream()).flatMap(row -> row.text(column).stream()).toList();
    }

    private int unread(Caller caller) {
        return new Inbox(portal.tables).unread(caller);
    }

    private String seen(Caller caller, String language) {
        return ((Filled.Shown) component().fill(get(caller).in(language).place(""))).model().plain().toString();
    }

    private Requests get(Caller caller) {
        return Requests.get(site(), "/notifications").as(caller);
    }

    private Requests post(Caller caller) {
        return Requests.post(site(), "/notifications").as(caller);
    }
}
