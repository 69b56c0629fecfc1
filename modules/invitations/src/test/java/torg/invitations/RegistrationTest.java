package torg.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

/** People ask to be let in, show that the address is theirs, and are invited by whoever may, or turned down. */
class RegistrationTest {
    private static final String ZOE = "zoe@alfki.example";
    private final Portal portal = new Portal();
    private final RegistrationComponent page = new RegistrationComponent(portal.tables, portal.door, portal.door, portal.roles, portal.mails, portal.clock);
    private final RegistrationsComponent queue = new RegistrationsComponent(portal.tables, portal.door, portal.roles, portal.mails, portal.clock);
    private final Site site = portal.site("self-registration", "on");

    @Test
    void whoAsksConfirmsTheAddressAndIsInvitedByWhoeverDecides() {
        assertThat(status(ask(Map.of()))).isEqualTo(200);
        assertThat(waiting(portal.nancy)).as("nobody learns of it before the address is confirmed").isEmpty();

        assertThat(status(confirm(portal.code(ZOE)))).isEqualTo(200);

        assertThat(waiting(portal.nancy)).singleElement().asString().contains("Zoe Zed", "Alfreds", "account=ALFKI");
        assertThat(decide(portal.nancy, "approve", "ALFKI", "buyer")).isInstanceOf(Outcome.Redirect.class);
        assertThat(portal.all(InvitationTables.REGISTRATION)).as("decided, so nothing is kept of it").isEmpty();
        assertThat(portal.all(InvitationTables.INVITATION, "email", "account", "roles", "inviter")).singleElement().satisfies(invitation -> {
            assertThat(invitation.text("email")).contains(ZOE);
            assertThat(invitation.text("account")).contains("ALFKI");
            assertThat(invitation.text("roles")).contains("buyer");
            assertThat(invitation.text("inviter")).contains("N-1");
        });
        assertThat(portal.code(ZOE)).as("the code of the invitation").hasSize(43);
    }

    @Test
    void theAnswerIsTheSameWhoeverTheAddressIsOf() {
        var unknown = model(ask(Map.of())).get("written");
        var known = model(ask(Map.of("email", "jane@alfki.example"))).get("written");

        assertThat(known).isNotNull().isEqualTo(unknown);
        assertThat(mails("jane@alfki.example")).as("who is in is written to, and is told").hasSize(1);
        assertThat(portal.all(InvitationTables.REGISTRATION, "email")).extracting(row -> row.text("email").orElseThrow()).containsExactly(ZOE);
    }

    @Test
    void noLessIsLookedForWhereTheAddressIsKnown() {
        assertThat(lookedFor(ZOE)).isNotEmpty().isEqualTo(lookedFor("jane@alfki.example"));
    }

    private List<String> lookedFor(String email) {
        var calls = new ArrayList<String>();
        var counted = tables(calls::add);
        new Registering(counted, portal.door, portal.mails, portal.clock).ask(site, Locale.ENGLISH, new Registering.Asking(email, "Zoe", "Zed", "Alfreds", "ALFKI"));
        return calls;
    }

    /** The portal's, beside which something goes on before each call. */
    private Tables tables(Consumer<String> before) {
        return (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            before.accept(method.getName());
            try {
                return method.invoke(portal.tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** Of those who may decide, and of nobody else; what the stranger typed is not in it. */
    @Test
    void thoseWhoMayDecideAreToldWhenItWaitsAndNotBefore() {
        ask(Map.of());
        assertThat(waits()).isEmpty();
        var code = portal.code(ZOE);

        confirm(code);
        assertThat(waits()).as("Maria of the account and Nancy of the seller, not Jane, nor Ana of another").containsExactlyInAnyOrder("maria@alfki.example /", "nancy@northwind.example /");
        confirm(code);
        assertThat(waits()).as("once").hasSize(2);

        confirmed(Map.of("email", "yan@a.example", "number", ""));
        assertThat(waits()).as("of no account for administrators alone").containsExactlyInAnyOrder("maria@alfki.example /", "nancy@northwind.example /", "nancy@northwind.example /");
    }

    private List<String> waits() {
        return portal.all("test_mail", "to", "link", "subject").stream().filter(row -> row.text("subject").orElse("").startsWith("Somebody asks"))
                .map(row -> row.text("to").orElseThrow() + " " + row.text("link").orElseThrow()).toList();
    }

    @Test
    void machinesAreKeptOut() {
        assertThat(model(ask(Map.of("website", "http://spam.example"))).get("written")).as("told what everybody is told").isNotNull();
        var fresh = ticket();
        for (var wrong : List.of("", "1.x", "1." + fresh, fresh.replaceFirst("^\\d", "9"), fresh)) assertThat(status(send(Map.of("ticket", wrong)))).as(wrong).isEqualTo(422);
        portal.clock.pass(Duration.ofHours(2));
        assertThat(status(send(Map.of("ticket", fresh)))).as("kept for later").isEqualTo(422);

        assertThat(portal.all(InvitationTables.REGISTRATION)).isEmpty();
        assertThat(portal.all("test_mail")).isEmpty();
    }

    @Test
    void aPlaceThatAsksWithoutEndWaits() {
        for (var time = 0; time < 30; time++) ask(Map.of("email", "someone" + time + "@alfki.example"));
        assertThat(status(ask(Map.of()))).isEqualTo(429);
        portal.clock.pass(Duration.ofMinutes(11));
        assertThat(status(ask(Map.of()))).isEqualTo(200);
    }

    @Test
    void whoeverAsksWithoutConfirmingKeepsNobodyOut() {
        var now = portal.clock.instant();
        for (var age = 1_000; age > 0; age--) {
            var values = new HashMap<String, Object>(Map.of("code", "code-" + age, "email", age + "@alfki.example", "firstname", "A", "lastname", "B", "company", "C",
                    "number", "", "language", "en", "created", now.minusSeconds(age), "expires", now.plus(Duration.ofDays(1))));
            if (age == 1_000) values.put("confirmed", now);
            portal.tables.write(Deeds.HOUSE, Write.of(new Change.Create(InvitationTables.REGISTRATION, values)));
        }
        assertThat(status(ask(Map.of()))).isEqualTo(200);
        assertThat(portal.tables.count(Deeds.HOUSE, InvitationTables.REGISTRATION, new Condition.Everything())).isEqualTo(1_000);
        assertThat(portal.tables.find(Deeds.HOUSE, InvitationTables.REGISTRATION, "code-1000")).as("confirmed").isPresent();
        assertThat(portal.tables.find(Deeds.HOUSE, InvitationTables.REGISTRATION, "code-999")).as("the oldest of the others").isEmpty();
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndKept() {
        for (var wrong : List.of(Map.of("email", "zoe"), Map.of("firstname", ""), Map.of("lastname", "<b>"), Map.of("company", ""),
                Map.of("company", "x".repeat(161)), Map.of("number", "1".repeat(65)))) {
            var again = ask(wrong);
            assertThat(status(again)).as(wrong.toString()).isEqualTo(422);
            assertThat(model(again).get(wrong.keySet().iterator().next() + "Problem")).isNotNull();
        }
        assertThat(portal.all("test_mail")).isEmpty();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAddressAsLongAsAFormMayBeKeepsNobodyBusy() {
        assertThat(model(ask(Map.of("email", "a@" + ".".repeat(1_000_000) + " x"))).get("emailProblem")).as("matched sign by sign it would take hours").isNotNull();
    }

    @Test
    void anAccountIsProposedByTheErpsContactElseByTheNumberAndNeverMadeUp() {
        assertThat(proposed(Map.of("email", "sam@alfki.example", "number", "ANATR"))).as("the ERP has him there").isEqualTo("ALFKI");
        assertThat(proposed(Map.of("number", "ANATR"))).isEqualTo("ANATR");
        assertThat(proposed(Map.of("number", "NOBODY"))).isEmpty();
    }

    @Test
    void customersDecideAboutTheirOwnAccountAloneAndGiveNoMoreThanTheyMay() {
        confirmed(Map.of());
        assertThat(waiting(portal.ana)).as("of another account").isEmpty();
        assertThat(decide(portal.ana, "approve", "ANATR", "buyer")).isInstanceOfSatisfying(Outcome.Show.class, no -> assertThat(no.status()).isEqualTo(422));
        assertThat(decide(portal.ana, "decline", "", "")).isInstanceOfSatisfying(Outcome.Redirect.class, done -> assertThat(done.location()).contains("nothing"));
        assertThat(decide(portal.jane, "approve", "ALFKI", "buyer")).isInstanceOfSatisfying(Outcome.Show.class, no -> assertThat(no.status()).as("no inviter").isEqualTo(405));
        assertThat(decide(portal.maria, "approve", "ALFKI", "administrator")).isInstanceOfSatisfying(Outcome.Show.class, no -> assertThat(no.status()).isEqualTo(422));
        assertThat(decide(portal.maria, "approve", "ANATR", "buyer")).isInstanceOfSatisfying(Outcome.Show.class, no -> assertThat(no.status()).isEqualTo(422));
        assertThat(waiting(portal.maria)).hasSize(1);
        assertThat(portal.all(InvitationTables.INVITATION)).isEmpty();

        assertThat(decide(portal.maria, "approve", "ALFKI", "buyer")).isInstanceOf(Outcome.Redirect.class);
    }

    @Test
    void whoIsTurnedDownIsToldAndMayAskAgain() {
        confirmed(Map.of());
        assertThat(decide(portal.nancy, "decline", "", "")).isInstanceOf(Outcome.Redirect.class);

        assertThat(portal.all(InvitationTables.REGISTRATION)).isEmpty();
        assertThat(mails(ZOE)).as("the code, and the answer").hasSize(2);
        assertThat(portal.all(InvitationTables.DEED, "did", "doer")).singleElement().satisfies(deed -> assertThat(deed.text("did")).contains("declined"));
        assertThat(decide(portal.nancy, "approve", "ALFKI", "buyer")).as("once").isInstanceOfSatisfying(Outcome.Show.class, late -> assertThat(late.status()).isEqualTo(422));
    }

    @Test
    void whoCannotBeWrittenToIsTurnedDownAllTheSame() {
        confirmed(Map.of());
        var mute = new RegistrationsComponent(portal.tables, portal.door, portal.roles, _ -> {
            throw TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "ten mails went there");
        }, portal.clock);

        var who = portal.all(InvitationTables.REGISTRATION).getFirst().key();
        assertThat(mute.act(Requests.post(site, "/admin/people").as(portal.nancy).form("do", "decline").form("who", who).place(""))).isInstanceOf(Outcome.Redirect.class);

        assertThat(portal.all(InvitationTables.REGISTRATION)).isEmpty();
    }

    @Test
    void codesRunOutAndWhatRanOutIsSwept() {
        ask(Map.of());
        var code = portal.code(ZOE);
        for (var wrong : List.of("", "x".repeat(43), Code.next().text())) assertThat(status(confirm(wrong))).isEqualTo(422);
        portal.clock.pass(Duration.ofHours(25));
        assertThat(status(confirm(code))).isEqualTo(422);

        ask(Map.of("email", "other@alfki.example"));

        assertThat(portal.all(InvitationTables.REGISTRATION, "email")).singleElement().satisfies(row -> assertThat(row.text("email")).contains("other@alfki.example"));
    }

    @Test
    void thatSomebodyElseSweepsAtTheSameMomentIsNothingToWhoeverAsks() {
        ask(Map.of("email", "late@alfki.example"));
        portal.clock.pass(Duration.ofHours(25));
        var racing = tables(method -> {
            var there = method.equals("write") ? portal.all(InvitationTables.REGISTRATION) : List.<Row>of();
            there.forEach(row -> portal.tables.write(Deeds.HOUSE, Write.of(new Change.Delete(InvitationTables.REGISTRATION, row.key()))));
        });
        new Registering(racing, portal.door, portal.mails, portal.clock).ask(site, Locale.ENGLISH, new Registering.Asking(ZOE, "Zoe", "Zed", "Alfreds", ""));
        assertThat(portal.all(InvitationTables.REGISTRATION, "email")).singleElement().satisfies(row -> assertThat(row.text("email")).contains(ZOE));
    }

    @Test
    void whereTheSiteDoesNotWantItThereIsNothing() {
        var closed = portal.sites.current();
        assertThat(page.fill(Requests.get(closed, "/register").place(""))).isInstanceOf(Filled.Absent.class);
        assertThat(page.fill(Requests.get(closed, "/sign-in").place("show: link"))).isInstanceOf(Filled.Hidden.class);
        assertThat(status(page.act(Requests.post(closed, "/register").form("email", ZOE).place("")))).isEqualTo(405);
        assertThat(queue.fill(Requests.get(closed, "/admin/people").as(portal.nancy).place(""))).isInstanceOf(Filled.Hidden.class);
    }

    private String proposed(Map<String, String> typed) {
        confirmed(typed);
        var registration = portal.all(InvitationTables.REGISTRATION, "account").getFirst();
        decide(portal.nancy, "decline", "", "");
        portal.all("test_mail").stream().map(Row::key).forEach(portal.gone::add);
        return registration.text("account").orElse("");
    }

    private void confirmed(Map<String, String> typed) {
        ask(typed);
        confirm(portal.code(typed.getOrDefault("email", ZOE)));
    }

    /** By a person, who takes a while. */
    private Outcome ask(Map<String, String> typed) {
        var ticket = ticket();
        portal.clock.pass(Duration.ofSeconds(20));
        var all = new HashMap<>(typed);
        all.put("ticket", ticket);
        return send(all);
    }

    private Outcome send(Map<String, String> typed) {
        var post = Requests.post(site, "/register");
        for (var field : List.of("email", "firstname", "lastname", "company", "number", "ticket", "website")) {
            var usual = Map.of("email", ZOE, "firstname", "Zoe", "lastname", "Zed", "company", "Alfreds", "number", "ALFKI").getOrDefault(field, "");
            post.form(field, typed.getOrDefault(field, usual));
        }
        return page.act(post.place(""));
    }

    private String ticket() {
        return ((Filled.Shown) page.fill(Requests.get(site, "/register").place(""))).model().get("ticket").toString();
    }

    private Outcome confirm(String code) {
        return page.act(Requests.post(site, "/register").form("code", code).place(""));
    }

    private Outcome decide(Caller caller, String deed, String account, String role) {
        var who = portal.all(InvitationTables.REGISTRATION).stream().findFirst().map(Row::key).orElse("gone");
        return queue.act(Requests.post(site, "/admin/people").as(caller).form("do", deed).form("who", who).form("account", account).form("roles", role).place(""));
    }

    private List<?> waiting(Caller caller) {
        return queue.fill(Requests.get(site, "/admin/people").as(caller).place("")) instanceof Filled.Shown shown ? (List<?>) shown.model().get("waiting") : List.of();
    }

    private List<Row> mails(String email) {
        return portal.all("test_mail", "to").stream().filter(row -> row.text("to").equals(Optional.of(email))).toList();
    }

    private static int status(Outcome outcome) {
        return ((Outcome.Show) outcome).status();
    }

    private static torg.api.view.Model model(Outcome outcome) {
        return ((Filled.Shown) ((Outcome.Show) outcome).filled()).model();
    }
}
