package torg.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.mail.PostOffice.Given;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

class MailsComponentTest implements ComponentContract {
    private static final Caller NANCY = Caller.contact("N-1", "Nancy", List.of(), List.of("administrator"));
    private static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), List.of("customer-representative"));
    private final PostOffice office = new PostOffice();

    @AfterEach
    void close() {
        office.close();
    }

    @Override
    public Component component() {
        return new MailsComponent(office.tables, office.postman(Given.NOTHING));
    }

    @Override
    public Site site() {
        return office.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("mail", "again");
    }

    @Test
    void administratorsSeeToWhomThePortalWroteAndNobodyElseDoes() {
        office.post(PostOffice.to("jane@alfki.example"));

        assertThat(component().fill(get(NANCY).place(""))).isInstanceOfSatisfying(Filled.Shown.class, shown -> {
            assertThat(shown.model().plain().toString()).contains("jane@alfki.example", "Waits").doesNotContain("#code");
            assertThat(((Model) ((List<?>) shown.model().get("mails")).getFirst()).has("look")).isFalse();
        });
        for (var caller : List.of(JANE, Caller.ANONYMOUS)) assertThat(component().fill(get(caller).place(""))).isEqualTo(new Filled.Hidden());
    }

    @Test
    void whatAMailSaysIsReadOnlyWhereTheSettingsSaySoAndThereIsNoServer() {
        office.post(PostOffice.to("jane@alfki.example"));
        var request = get(NANCY).query("mail", office.row().key());

        assertThat(((Filled.Shown) component().fill(request.place(""))).model().has("read")).isFalse();
        var server = new Given("127.0.0.1", 25, "none", "", "", "portal@northwind.example", 60, true);
        assertThat(((Filled.Shown) new MailsComponent(office.tables, office.postman(server)).fill(request.place(""))).model().has("read")).isFalse();
        var shown = new MailsComponent(office.tables, office.postman(new Given("", 587, "starttls", "", "", "", 60, true))).fill(request.place(""));
        assertThat(((Filled.Shown) shown).model().plain().get("read").toString()).contains("https://portal.example/nb/invitation#code");
    }

    @Test
    void aMailThatWaitsIsTriedAtOnce() throws Exception {
        office.post(PostOffice.to("jane@alfki.example"));
        office.postman(new Given("127.0.0.1", 1, "none", "", "", "portal@northwind.example", 600, false)).round();
        var again = Requests.post(site(), "/admin/mail").form("again", office.row().key());

        assertThat(component().act(again.as(JANE).place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        office.postman().round();
        assertThat(office.server.getReceivedMessages()).isEmpty();
        assertThat(component().act(again.as(NANCY).place(""))).isEqualTo(new Outcome.Redirect("/admin/mail#c1"));
        office.postman().round();
        assertThat(office.server.getReceivedMessages()).hasSize(1);
    }

    private Requests get(Caller caller) {
        return Requests.get(site(), "/admin/mail").as(caller);
    }
}
