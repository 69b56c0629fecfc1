package torg.order.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

/** Who gets a mail ends them by the address in it, without a sign-in; nobody ends those of others, and no program by looking. */
class UnsubscribingTest implements ComponentContract {
    private final Portal portal = new Portal();
    private final Teller teller = portal.teller();
    private final UnsubscribeResource resource = new UnsubscribeResource(portal.tables);
    private final UnsubscribeComponent page = new UnsubscribeComponent(portal.tables);
    private final MemoryAudit audit = new MemoryAudit();

    @BeforeEach
    void janeWasTold() {
        resource.audit = audit;
        page.audit = audit;
        teller.round();
        portal.order("O1", Portal.JANE);
        portal.order("O2", Portal.ANA);
        confirmed("O1");
    }

    @Override
    public Component component() {
        return page;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of(Unsubscribing.WHO, Unsubscribing.PROOF);
    }

    @Test
    void oneClickEndsTheMailsOfWhoGotItAndTheLogHasItOnce() {
        resource.unsubscribe(click(address()).request());
        assertThat(resource.openPaths()).contains(URI.create(address()).getPath().substring("/api/".length()));
        resource.unsubscribe(click(address()).request());

        portal.status("O1", "open");
        confirmed("O1");
        confirmed("O2");
        assertThat(portal.post.written).extracting(mail -> mail.to().replaceAll("@.*", "")).as("Ana gets hers").containsExactly("jane", "ana");
        assertThat(portal.told()).extracting(row -> row.text("contact").orElse("")).as("in the portal it stands all the same").containsExactlyInAnyOrder("jane", "jane", "ana");
        assertThat(audit.after(0, 10)).singleElement().extracting(AuditEntry::act).isEqualTo(Act.done("unsubscribed").about("jane"));
    }

    @Test
    void whatWaitsForTheMailOfTheDayIsNotSentAfterThat() {
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wishes.Wish(MailWish.DAILY, true)));
        portal.status("O1", "open");
        confirmed("O1");
        resource.unsubscribe(click(address()).request());
        portal.clock.pass(Duration.ofDays(2));
        teller.round();
        assertThat(portal.post.written).hasSize(1);
    }

    @Test
    void whoChoosesAgainGetsMailsAgain() {
        resource.unsubscribe(click(address()).request());
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wishes.Wish(MailWish.NOW, true)));
        portal.status("O1", "open");
        confirmed("O1");
        assertThat(portal.post.written).hasSize(2);
    }

    @Test
    void anAddressThatProvesNobodyEndsNothing() {
        for (var forged : List.of(address().replace("who=jane", "who=ana"), address().replaceAll("proof=.*", "proof="), address().replaceAll("&proof=.*", ""), address() + "x", address().replace("who=jane", "who="),
                address().replace("who=jane", "who=" + "x".repeat(100_000)))) {
            assertThat(catchThrowableOfType(TorgException.class, () -> resource.unsubscribe(click(forged).request())).code()).isEqualTo("order-notifications.no-proof");
            assertThat(text(page.fill(click(forged).place("")))).contains("unknown=true").doesNotContain("ask={");
            assertThat(((Outcome.Show) page.act(click(forged).place(""))).status()).isEqualTo(422);
        }
        confirmed("O2");
        assertThat(portal.post.written).hasSize(2);
        assertThat(audit.after(0, 10)).isEmpty();
    }

    @Test
    void ofWhoIsGoneNothingIsWrittenDownAgain() {
        new Unsubscribing(portal.tables).end("gone", Optional.of(audit));
        assertThat(new Wishes(portal.tables).hasNoMail("gone")).isFalse();
        assertThat(audit.after(0, 10)).isEmpty();
    }

    @Test
    void aProofOfAnotherPortalIsNone() {
        var other = new Portal();
        assertThat(catchThrowableOfType(TorgException.class, () -> new UnsubscribeResource(other.tables).unsubscribe(click(address()).request()))).isNotNull();
    }

    @Test
    void lookingAtItAsksFirstAndChangesNothing() {
        var led = resource.ask(click(address()).request());
        assertThat(led.getStatus()).isEqualTo(303);
        assertThat(led.getLocation().toString()).isEqualTo("/unsubscribe?" + URI.create(address()).getQuery());
        assertThat(text(page.fill(click(led.getLocation().toString()).place("")))).contains("who=jane", "done=false");
        portal.status("O1", "open");
        confirmed("O1");
        assertThat(portal.post.written).as("she still gets them").hasSize(2);

        assertThat(text(((Outcome.Show) page.act(click(address()).place(""))).filled())).contains("done=true").doesNotContain("who=jane");
        portal.status("O1", "open");
        confirmed("O1");
        assertThat(portal.post.written).hasSize(2);
    }

    private void confirmed(String number) {
        portal.status(number, "confirmed");
        teller.round();
    }

    /** In the first mail to Jane. */
    private String address() {
        return portal.post.written.getFirst().unsubscribe().orElseThrow().path();
    }

    private Requests click(String address) {
        var parts = address.split("\\?", 2);
        var request = Requests.get(site(), parts[0]);
        for (var pair : parts.length < 2 ? new String[0] : parts[1].split("&")) request = request.query(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        return request;
    }

    private static String text(Filled filled) {
        return ((Filled.Shown) filled).model().toString();
    }
}
