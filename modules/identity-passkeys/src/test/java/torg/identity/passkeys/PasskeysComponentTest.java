package torg.identity.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.site.Site;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.contract.ComponentContract;

/** Jane adds a passkey on her profile page, comes in with it, and takes it away. */
class PasskeysComponentTest implements ComponentContract {
    private static final Caller SAM = Caller.contact("A-2", "Sam", List.of("A"), Set.of());
    private final Portal portal = new Portal();
    private final PasskeysComponent component = new PasskeysComponent(portal.desk);
    private final PasskeySignIn signIn = new PasskeySignIn(portal.desk);
    private final SoftAuthenticator telephone = new SoftAuthenticator(Portal.HERE, "portal.example");

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("name", "answer", "remove");
    }

    @Test
    void sheAddsOneUsesItAndTakesItAway() {
        assertThat(add("Telephone")).isInstanceOfSatisfying(Outcome.Redirect.class, to -> assertThat(to.location()).startsWith("/profile?passkey=added"));
        assertThat(rows(Portal.JANE)).singleElement().satisfies(row -> assertThat(row.get("name")).isEqualTo("Telephone"));
        assertThat(portal.mailed()).as("she is written to, in the same write").isTrue();

        assertThat(enter(Caller.ANONYMOUS, "browser", "/orders")).isEqualTo(new Outcome.SignedIn("token", "/orders"));
        assertThat(portal.entered).singleElement().satisfies(proof -> {
            assertThat(proof.contact()).isEqualTo("A-1");
            assertThat(proof.way()).isEqualTo("passkey");
            assertThat(proof.strong()).as("a finger or a PIN was asked for").isTrue();
        });

        var id = rows(Portal.JANE).getFirst().get("id").toString();
        component.act(portal.place(SAM, Map.of("remove", id)));
        assertThat(rows(Portal.JANE)).as("it is not Sam's").hasSize(1);
        component.act(portal.place(Portal.JANE, Map.of("remove", id)));
        assertThat(rows(Portal.JANE)).isEmpty();
        assertThat(enter(Caller.ANONYMOUS, "browser", "/orders")).isInstanceOf(Outcome.Show.class);
    }

    @Test
    void whoComesInWithALostDeviceIsOutWhenItsPasskeyIsTakenAway() {
        add("Telephone");
        var lost = rows(Portal.JANE).getFirst().get("id").toString();
        var key = new SoftAuthenticator(Portal.HERE, "portal.example");
        add("Key", key);
        enter(Caller.ANONYMOUS, "browser", "/");
        Portal.in("another", () -> signIn.act(portal.place(Caller.ANONYMOUS, Map.of("answer", key.get(portal.desk.entering().orElseThrow())))));
        assertThat(portal.entered).hasSize(2);

        component.act(portal.place(SAM, Map.of("remove", lost)));
        assertThat(portal.entered).as("it is not Sam's").hasSize(2);
        component.act(portal.place(Portal.JANE, Map.of("remove", lost)));
        assertThat(portal.entered).as("with the other one").singleElement().satisfies(proof -> assertThat(proof.subject()).isNotEmpty().isNotEqualTo(Optional.of(lost)));
    }

    @Test
    void theyGoWithWhoIsRemovedAndNobodyElses() {
        var way = new PasskeyWay(portal.tables);
        add("Telephone");
        assertThat(way.taken("A-2")).isEmpty();

        portal.tables.write(Caller.service("test"), Write.of(way.taken("A-1")));
        assertThat(rows(Portal.JANE)).isEmpty();
        assertThat(enter(Caller.ANONYMOUS, "browser", "/")).isInstanceOf(Outcome.Show.class);
    }

    @Test
    void whoProvedItLongAgoProvesItFirst() {
        portal.fresh = false;
        var prove = new Outcome.Redirect("/prove?return=%2Fprofile%23c1");
        assertThat(portal.desk.adding(portal.place(Portal.JANE, Map.of()).request())).isEmpty();
        assertThat(component.act(portal.place(Portal.JANE, Map.of("answer", "{}")))).isEqualTo(prove);
        assertThat(component.act(portal.place(Portal.JANE, Map.of("remove", "any")))).isEqualTo(prove);
        assertThat(((Filled.Shown) component.fill(portal.place(Portal.JANE, Map.of()))).model().get("prove")).isEqualTo(prove.location());
    }

    @Test
    void aPasskeyIsASecondFactorAndWhoTakesItAwayIsNoLongerStrongByIt() {
        var way = new PasskeyWay(portal.tables);
        assertThat(way.isStrong("A-1")).isFalse();
        add("Telephone");
        assertThat(way.isStrong("A-1")).isTrue();
        assertThat(way.isStrong("A-2")).isFalse();

        component.act(portal.place(Portal.JANE, Map.of("remove", rows(Portal.JANE).getFirst().get("id").toString())));
        assertThat(portal.weakened).containsExactly("A-1");
        assertThat(way.isStrong("A-1")).isFalse();
    }

    /** Whoever was led here to add one; nobody leads them elsewhere by a link. */
    @Test
    void whoWasLedHereGoesOnWhereTheyWantedToGo() {
        for (var back : Map.of("/orders", "/orders", "//elsewhere.example", "/profile?passkey=added").entrySet()) {
            var device = new SoftAuthenticator(Portal.HERE, "portal.example");
            var fields = Map.of("name", "Key", "return", back.getKey(), "answer", device.create(portal.desk.adding(portal.place(Portal.JANE, Map.of()).request()).orElseThrow()));
            assertThat(component.act(portal.place(Portal.JANE, fields))).isInstanceOfSatisfying(Outcome.Redirect.class, to -> assertThat(to.location()).startsWith(back.getValue()));
        }
        portal.fresh = false;
        assertThat(component.act(portal.place(Portal.JANE, Map.of("return", "/orders")))).isEqualTo(new Outcome.Redirect("/prove?return=%2Fprofile%3Freturn%3D%252Forders%23c1"));
    }

    @Test
    void somebodyElsesPasskeyMakesNobodySomebodyElse() {
        add("Telephone");
        assertThat(enter(SAM, "browser", "/")).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(enter(Portal.JANE, "browser", "/")).as("it proves that it is her").isInstanceOf(Outcome.SignedIn.class);
        assertThat(portal.told()).containsExactly("passkey A-1");
    }

    @Test
    void whoWorksInHerPlaceSeesAddsRemovesAndProvesNothing() {
        add("Telephone");
        var id = rows(Portal.JANE).getFirst().get("id").toString();
        var deputy = Portal.JANE.by(new Deputy("N-1", "Nancy", portal.clock.instant()));

        assertThat(component.fill(portal.place(deputy, Map.of()))).isInstanceOf(Filled.Hidden.class);
        assertThat(portal.desk.seen(portal.place(deputy, Map.of()).request())).isEmpty();
        assertThat(portal.desk.adding(portal.place(deputy, Map.of()).request())).isEmpty();
        for (var fields : List.of(Map.of("answer", "{}"), Map.of("remove", id))) {
            assertThat(component.act(portal.place(deputy, fields))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        }
        assertThat(enter(deputy, "browser", "/")).as("not even with her passkey").isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(rows(Portal.JANE)).hasSize(1);
    }

    @Test
    void whoProvesItOnceMoreGoesOnInTheSessionThatTheyAreIn() {
        add("Telephone");
        enter(Caller.ANONYMOUS, "browser", "/");
        assertThat(portal.wentOn).as("there is none to go on").isEmpty();
        enter(Portal.JANE, "browser", "/");
        assertThat(portal.wentOn).containsExactly("csrf next");
        assertThat(portal.signedOut).isEmpty();

        portal.isThere = false;
        assertThat(enter(Portal.JANE, "browser", "/")).as("it has ended meanwhile").isInstanceOf(Outcome.Show.class);
        assertThat(portal.signedOut).containsExactly("token");
    }

    @Test
    void whateverIsWrongIsAnsweredAlikeAndTold() {
        add("Telephone");
        var answers = List.of("", "{}", telephone.get(Portal.in("another", () -> portal.desk.entering().orElseThrow())));
        var shown = answers.stream().map(answer -> Portal.in("browser", () -> signIn.act(portal.place(Caller.ANONYMOUS, Map.of("answer", answer))))).distinct().toList();
        assertThat(shown).singleElement().isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(portal.told()).hasSize(3).containsOnly("passkey ");
    }

    @Test
    void aPasskeyThatExistsTwiceIsToldByName() {
        add("Telephone");
        telephone.counter = 5;
        assertThat(enter(Caller.ANONYMOUS, "browser", "/")).isInstanceOf(Outcome.SignedIn.class);
        telephone.counter = 4;
        assertThat(enter(Caller.ANONYMOUS, "browser", "/")).isInstanceOf(Outcome.Show.class);
        assertThat(portal.told()).containsExactly("passkey-copied A-1");
    }

    @Test
    void onlySoManyAreKept() {
        for (var each = 0; each < Passkeys.MOST_OF_A_CONTACT; each++) assertThat(add("P" + each, new SoftAuthenticator(Portal.HERE, "portal.example"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(portal.desk.adding(portal.place(Portal.JANE, Map.of()).request())).isEmpty();
        assertThat(((Filled.Shown) component.fill(portal.place(Portal.JANE, Map.of()))).model().get("add")).isEqualTo(false);
    }

    @Test
    void itLeadsNowhereElse() {
        add("Telephone");
        assertThat(enter(Caller.ANONYMOUS, "browser", "//evil.example")).isEqualTo(new Outcome.SignedIn("token", "/"));
    }

    @Test
    void withoutANameOfThePortalThereAreNone() {
        for (var origin : List.of(Optional.<String>empty(), Optional.of("https://192.0.2.1"), Optional.of("http://portal.example"))) {
            portal.origin = origin;
            assertThat(component.fill(portal.place(Portal.JANE, Map.of()))).isInstanceOf(Filled.Hidden.class);
            assertThat(signIn.fill(portal.place(Caller.ANONYMOUS, Map.of()))).isInstanceOf(Filled.Hidden.class);
            assertThat(Portal.in("browser", portal.desk::entering)).isEmpty();
        }
        portal.origin = Optional.of("http://127.0.0.1:8080");
        assertThat(((Filled.Shown) signIn.fill(portal.place(Caller.ANONYMOUS, Map.of()))).model().get("origin")).as("of this machine by its name").isEqualTo("http://localhost:8080");
    }

    private Outcome add(String name) {
        return add(name, telephone);
    }

    private Outcome add(String name, SoftAuthenticator authenticator) {
        var answer = authenticator.create(portal.desk.adding(portal.place(Portal.JANE, Map.of()).request()).orElseThrow());
        return component.act(portal.place(Portal.JANE, Map.of("name", name, "answer", answer)));
    }

    private Outcome enter(Caller caller, String browser, String back) {
        return Portal.in(browser, () -> signIn.act(portal.place(caller, Map.of("answer", telephone.get(portal.desk.entering().orElseThrow()), "return", back))));
    }

    @SuppressWarnings("unchecked")
    private List<Model> rows(Caller caller) {
        return (List<Model>) ((Filled.Shown) component.fill(portal.place(caller, Map.of()))).model().get("passkeys");
    }
}
