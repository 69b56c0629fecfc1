package torg.identity.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.yubico.webauthn.data.ByteArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.identity.passkeys.Ceremonies.Entered;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** What an authenticator answers, and everything that somebody else could answer in its place. */
class CeremoniesTest {
    private static final String HERE = "https://portal.example";
    private static final String JANE = "A-1";
    private static final String BROWSER = "browser";
    private static final Change NOTHING_ELSE = new Change.Put("test_with", "1", Map.of());
    private final HandClock clock = new HandClock();
    private final MemoryTables tables = new MemoryTables(TestSites.of(new TestSource(), new TableDocuments())::schema).with(new PasskeyTable())
            .with(() -> List.of(Table.internal("test_with", List.of(), Column.of("id", ColumnType.TEXT))));
    private final Passkeys passkeys = new Passkeys(tables);
    private final Ceremonies ceremonies = new Ceremonies(passkeys, clock);
    private final SoftAuthenticator telephone = new SoftAuthenticator(HERE, "portal.example");

    @BeforeEach
    void janeAddsOne() {
        assertThat(add(telephone, JANE)).isTrue();
    }

    @Test
    void whoHasItComesIn() {
        assertThat(enter(telephone.get(asked()))).isEqualTo(in(JANE, telephone));
        assertThat(passkeys.of(JANE)).singleElement().satisfies(passkey -> assertThat(passkey.used()).contains(clock.instant()));
    }

    @Test
    void anAnswerIsGoodOnce() {
        var answer = telephone.get(asked());
        assertThat(enter(answer)).isEqualTo(in(JANE, telephone));
        assertThat(enter(answer)).isEqualTo(Entered.NOBODY);
    }

    @Test
    void anAnswerIsGoodForAFewMinutes() {
        var answer = telephone.get(asked());
        clock.pass(Challenges.GOOD_FOR);
        assertThat(enter(answer)).isEqualTo(Entered.NOBODY);
        var next = telephone.get(asked());
        clock.pass(Challenges.GOOD_FOR.minus(Duration.ofSeconds(1)));
        assertThat(enter(next)).isEqualTo(in(JANE, telephone));
    }

    @Test
    void anAnswerIsGoodInTheBrowserThatAsked() {
        var answer = telephone.get(asked());
        assertThat(ceremonies.entered(HERE, "Site", "another browser", answer)).isEqualTo(Entered.NOBODY);
        assertThat(enter(answer)).as("it was not used up by that").isEqualTo(in(JANE, telephone));
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example", "https://portal.example:444", "http://portal.example", "https://sub.portal.example", "https://portal.example.evil.example"})
    void anotherPlaceLetsNobodyIn(String origin) {
        telephone.origin = origin;
        assertThat(enter(telephone.get(asked()))).isEqualTo(Entered.NOBODY);
        assertThat(add(new SoftAuthenticator(origin, "portal.example"), "A-2")).isFalse();
    }

    @Test
    void anAuthenticatorOfAnotherHouseLetsNobodyIn() {
        var other = new SoftAuthenticator(HERE, "evil.example");
        other.handle = telephone.handle;
        assertThat(enter(other.get(asked()))).isEqualTo(Entered.NOBODY);
        assertThat(add(other, "A-2")).isFalse();
    }

    @Test
    void withoutFingerOrPinNobodyComesIn() {
        telephone.verifies = false;
        assertThat(enter(telephone.get(asked()))).isEqualTo(Entered.NOBODY);
        var tablet = new SoftAuthenticator(HERE, "portal.example");
        tablet.verifies = false;
        assertThat(add(tablet, JANE)).isFalse();
    }

    @Test
    void aSignatureOfSomethingElseIsNone() throws Exception {
        var other = telephone.get(asked());
        assertThat(enter(with(telephone.get(asked()), "signature", part(other, "signature")))).isEqualTo(Entered.NOBODY);
        assertThat(enter(with(telephone.get(asked()), "clientDataJSON", part(other, "clientDataJSON")))).isEqualTo(Entered.NOBODY);
    }

    @Test
    void aStrangersKeyForHerPasskeyIsNone() {
        var stranger = new SoftAuthenticator(HERE, "portal.example");
        System.arraycopy(telephone.id, 0, stranger.id, 0, stranger.id.length);
        stranger.handle = telephone.handle;
        assertThat(enter(stranger.get(asked()))).isEqualTo(Entered.NOBODY);
    }

    @Test
    void nobodyIsSomebodyElseByTheHandleOfTheirs() {
        var sams = new SoftAuthenticator(HERE, "portal.example");
        assertThat(add(sams, "A-2")).isTrue();
        var own = sams.handle;
        sams.handle = telephone.handle;
        assertThat(enter(sams.get(asked()))).isEqualTo(Entered.NOBODY);
        sams.handle = new byte[0];
        assertThat(enter(sams.get(asked()))).as("who it is has to be said").isEqualTo(Entered.NOBODY);
        sams.handle = own;
        assertThat(enter(sams.get(asked()))).isEqualTo(in("A-2", sams));
    }

    @Test
    void aCounterThatStepsBackIsACopy() {
        telephone.counter = 7;
        assertThat(enter(telephone.get(asked()))).isEqualTo(in(JANE, telephone));
        telephone.counter = 7;
        assertThat(enter(telephone.get(asked()))).isEqualTo(Entered.by(passkeys.of(JANE).getFirst(), true));
        telephone.counter = 8;
        assertThat(enter(telephone.get(asked()))).isEqualTo(in(JANE, telephone));
    }

    @Test
    void aChallengeThatNobodyMadeIsNone() {
        var made = "{\"publicKey\":{\"challenge\":\"" + "A".repeat(75) + "\"}}";
        assertThat(enter(telephone.get(made))).isEqualTo(Entered.NOBODY);
        assertThat(enter(telephone.get(ceremonies.adding(HERE, "Site", JANE, "Jane", BROWSER)))).as("made for something else").isEqualTo(Entered.NOBODY);
        assertThat(enter(telephone.get(new Ceremonies(passkeys, clock).entering(HERE, BROWSER)))).as("made before a restart").isEqualTo(Entered.NOBODY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''", "{}", "[]", "null", "{\"id\":1}", "not json", "{\"type\":\"public-key\",\"id\":\"AA\",\"response\":{},\"clientExtensionResults\":{}}"})
    void whatIsNoAnswerIsRefusedAlike(String answer) {
        assertThat(enter(answer)).isEqualTo(Entered.NOBODY);
        assertThat(ceremonies.added(HERE, "Site", JANE, "session", "name", answer)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotLookedAt() {
        assertThat(enter(telephone.get(asked()) + " ".repeat(Ceremonies.LONGEST_ANSWER))).isEqualTo(Entered.NOBODY);
    }

    @Test
    void oneIsAddedInTheSessionThatAskedAndOnce() {
        var tablet = new SoftAuthenticator(HERE, "portal.example");
        var answer = tablet.create(ceremonies.adding(HERE, "Site", JANE, "Jane", "session"));
        assertThat(ceremonies.added(HERE, "Site", JANE, "another session", "Tablet", answer)).isEmpty();
        assertThat(ceremonies.added(HERE, "Site", "A-2", "session", "Tablet", answer)).isEmpty();
        var passkey = ceremonies.added(HERE, "Site", JANE, "session", "Tab\nlet", answer).orElseThrow();
        assertThat(passkey.name()).isEqualTo("Tab\uFFFDlet");
        assertThat(ceremonies.added(HERE, "Site", JANE, "session", "Tablet", answer)).as("the same answer again").isEmpty();
        assertThat(passkeys.add(passkey, List.of(NOTHING_ELSE))).isTrue();
        assertThat(passkeys.add(passkey, List.of(NOTHING_ELSE))).as("there is one of this id").isFalse();
        assertThat(passkeys.of(JANE)).hasSize(2).extracting(Passkey::handle).containsOnly(passkey.handle());
    }

    @Test
    void whatAnotherTabAddsOrTakesAwayMeanwhileSpoilsNothing() {
        var first = new SoftAuthenticator(HERE, "portal.example");
        var ofTheFirstTab = first.create(ceremonies.adding(HERE, "Site", "A-2", "Sam", "session"));
        assertThat(add(new SoftAuthenticator(HERE, "portal.example"), "A-2")).as("in the other tab").isTrue();
        assertThat(ceremonies.added(HERE, "Site", "A-2", "session", "First", ofTheFirstTab).filter(passkey -> passkeys.add(passkey, List.of(NOTHING_ELSE)))).isPresent();
        assertThat(enter(first.get(asked()))).isEqualTo(in("A-2", first));

        var tablet = new SoftAuthenticator(HERE, "portal.example");
        var ofTheTablet = tablet.create(ceremonies.adding(HERE, "Site", JANE, "Jane", "session"));
        assertThat(passkeys.remove(JANE, passkeys.of(JANE).getFirst().id(), NOTHING_ELSE)).isTrue();
        assertThat(ceremonies.added(HERE, "Site", JANE, "session", "Tablet", ofTheTablet).filter(passkey -> passkeys.add(passkey, List.of(NOTHING_ELSE)))).isPresent();
        assertThat(enter(tablet.get(asked()))).isEqualTo(in(JANE, tablet));
    }

    @Test
    void whatWasTakenAwayLetsNobodyIn() {
        var id = passkeys.of(JANE).getFirst().id();
        assertThat(passkeys.remove("A-2", id, NOTHING_ELSE)).as("it is not theirs").isFalse();
        assertThat(passkeys.remove(JANE, id, NOTHING_ELSE)).isTrue();
        assertThat(enter(telephone.get(asked()))).isEqualTo(Entered.NOBODY);
    }

    @ParameterizedTest
    @CsvSource({"https://portal.example,true", "https://portal.example:8443,true", "http://localhost:8080,true", "http://127.0.0.1:8080,false", "https://192.0.2.1,false", "https://[::1]:8443,false", "http://portal.example,false"})
    void browsersHavePasskeysForNamesOnly(String origin, boolean serves) {
        assertThat(Ceremonies.serves(origin)).isEqualTo(serves);
    }

    private boolean add(SoftAuthenticator authenticator, String contact) {
        var answer = authenticator.create(ceremonies.adding(HERE, "Site", contact, "Somebody", "session"));
        return ceremonies.added(HERE, "Site", contact, "session", "Telephone", answer).filter(passkey -> passkeys.add(passkey, List.of(NOTHING_ELSE))).isPresent();
    }

    private String asked() {
        return ceremonies.entering(HERE, BROWSER);
    }

    private Entered enter(String answer) {
        return ceremonies.entered(HERE, "Site", BROWSER, answer);
    }

    /** In by the passkey that this authenticator holds: a person may have several, in no order. */
    private Entered in(String contact, SoftAuthenticator by) {
        var theirs = passkeys.of(contact).stream().filter(passkey -> passkey.credential().equals(new ByteArray(by.id))).findFirst();
        return Entered.by(theirs.orElseThrow(), false);
    }

    private static String part(String answer, String name) throws Exception {
        return new ObjectMapper().readTree(answer).get("response").get(name).asText();
    }

    private static String with(String answer, String name, String value) throws Exception {
        var json = (ObjectNode) new ObjectMapper().readTree(answer);
        ((ObjectNode) json.get("response")).put(name, value);
        return json.toString();
    }
}
