package torg.identity.local.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

class ResetPasswordTest implements ComponentContract {
    private static final String JANE = "jane@a.example";
    private static final String NEXT = "four words and more";
    private final Portal portal = new Portal();
    private final Mails mails = this::posted;
    private final ResetPassword reset = new ResetPassword(portal.identity, portal.tables
            .with(() -> List.of(Table.internal("test_mail", List.of(),
            Column.of("id", ColumnType.TEXT), Column.of("to", ColumnType.TEXT), Column.of("kind", ColumnType.TEXT), Column.of("link", ColumnType.TEXT)))),
                    mails, portal.clock);

    private Change posted(Mail mail) {
        return new Change.Create("test_mail", Map.of("id", UUID.randomUUID().toString(), "to", mail.to(), "kind", mail.kind(), "link", mail.link()
                .map(Mail.Link::path).orElse("")));
    }

    @Override
    public Component component() {
        return reset;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("email", "code", "new", "repeated");
    }

    @Test
    void whoForgotThePasswordChoosesAnotherOneAndIsOutElsewhere() {
        var elsewhere = (Entry.Granted) portal.identity.signIn(JANE, Portal.PASSWORD, Portal.HERE);
        ask("Jane@A.example ");
        var code = code();

        assertThat(shown(post(Map.of("code", code)), 200).get("email")).isEqualTo(JANE);
        assertThat(shown(post(Map.of("code", code, "new", NEXT, "repeated", NEXT)), 200).get("done")).isEqualTo(true);

        assertThat(portal.identity.signIn(JANE, NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
        assertThat(portal.identity.signIn(JANE, Portal.PASSWORD, Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.whoIs(elsewhere.token(), Portal.HERE)).isEmpty();
        assertThat(mailed()).extracting(row -> row.text("to").orElse("") + " " + row.text("kind").orElse(""))
                .containsExactlyInAnyOrder(JANE + " password-reset", JANE + " password-changed");
    }

    @Test
    void aLinkIsGoodOnce() {
        ask(JANE);
        var code = code();
        post(Map.of("code", code, "new", NEXT, "repeated", NEXT));

        shown(post(Map.of("code", code, "new", "yet another password", "repeated", "yet another password")), 422);
        assertThat(portal.identity.signIn(JANE, NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void oneOfTwoWhoUseALinkAtOnceSetsThePassword() {
        ask(JANE);
        var resets = new PasswordResets(portal.identity, portal.tables, mails, portal.clock);
        var link = resets.find(code()).orElseThrow();

        assertThat(resets.reset(site(), site().settings().defaultLocale(), link, NEXT)).isTrue();
        assertThat(resets.reset(site(), site().settings().defaultLocale(), link, "yet another password")).isFalse();
        assertThat(portal.identity.signIn(JANE, NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aLinkEndsAfterAnHourAndWithTheOthersWhenOneIsUsed() {
        ask(JANE);
        var old = code();
        portal.clock.pass(Duration.ofMinutes(61));
        shown(post(Map.of("code", old)), 422);
        assertThat(portal.identity.signIn(JANE, Portal.PASSWORD, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoeverIsLockedMeanwhileDoesNotComeInByALink() {
        ask(JANE);
        var code = code();
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));

        shown(post(Map.of("code", code, "new", NEXT, "repeated", NEXT)), 422);
    }

    @Test
    void anAddressThatIsThePersonsNoLongerGetsNoLinkAndItsLinksEnd() {
        ask(JANE);
        var code = code();
        portal.contact("A-1", Map.of("email", "jane.smith@a.example"));

        shown(post(Map.of("code", code, "new", NEXT, "repeated", NEXT)), 422);
        post(Map.of("email", JANE));
        post(Map.of("email", "jane.smith@a.example"));
        reset.stop();
        assertThat(mailed()).hasSize(1);
        assertThat(portal.identity.signIn(JANE, Portal.PASSWORD, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aLinkEndsWithThePasswordThatItWasFor() {
        ask(JANE);
        var code = code();
        var here = (Entry.Granted) portal.identity.signIn(JANE, Portal.PASSWORD, Portal.HERE);
        portal.identity.passwordDesk().change(here.session().caller(), here.session().csrf(), Portal.PASSWORD, NEXT, Portal.HERE);

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.RESET)).rows()).isEmpty();
        shown(post(Map.of("code", code, "new", "yet another password", "repeated", "yet another password")), 422);
        assertThat(portal.identity.signIn(JANE, NEXT, Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aCredentialThatIsTakenAwayMeanwhileIsNotMadeAgain() {
        ask(JANE);
        var resets = new PasswordResets(portal.identity, portal.tables, mails, portal.clock);
        var link = resets.find(code()).orElseThrow();
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete(IdentityTables.CREDENTIAL, "A-1")));

        assertThat(resets.reset(site(), site().settings().defaultLocale(), link, NEXT)).isFalse();
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.CREDENTIAL, "A-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@a.example", "", "jane", "\u0000", "<script>"})
    void anAddressThatNobodyHasIsTheSameAnswerAndNoMail(String email) {
        assertThat(post(Map.of("email", email))).isEqualTo(post(Map.of("email", JANE)));
        reset.stop();
        assertThat(mailed()).extracting(row -> row.text("to")).containsExactly(Optional.of(JANE));
    }

    @Test
    void thePasswordOfTheDemoStays() {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));
        ask(JANE);

        assertThat(mailed()).isEmpty();
    }

    @Test
    void nobodyIsFloodedWithLinks() {
        for (var i = 0; i < 5; i++) post(Map.of("email", JANE));
        reset.stop();

        assertThat(mailed()).hasSize(3);
    }

    @Test
    void whoTriesTooManyCodesWaits() {
        for (var i = 0; i < 100; i++) shown(post(Map.of("code", "A".repeat(43))), 422);

        shown(post(Map.of("code", "A".repeat(43))), 429);
    }

    @ParameterizedTest
    @CsvSource({"short,short,newProblem", "jane@a.example,jane@a.example,newProblem", "four words and more,four words,repeatedProblem"})
    void aPasswordKeepsTheRules(String password, String repeated, String problem) {
        ask(JANE);
        var code = code();

        assertThat(shown(post(Map.of("code", code, "new", password, "repeated", repeated)), 422).has(problem)).isTrue();
        assertThat(shown(post(Map.of("code", code)), 200).get("code")).isEqualTo(code);
    }

    /** Ask, and wait until whoever writes has written. */
    private void ask(String email) {
        assertThat(shown(post(Map.of("email", email)), 200).get("asked")).isEqualTo(true);
        reset.stop();
    }

    private String code() {
        return mailed().stream().filter(row -> row.text("kind").equals(Optional.of("password-reset"))).map(row -> row.text("link").orElseThrow()).findFirst()
                .orElseThrow().replace("/password#", "");
    }

    private List<Row> mailed() {
        return portal.tables.query(Portal.HOUSE, Query.of("test_mail", "to", "kind", "link")).rows();
    }

    private Outcome post(Map<String, String> fields) {
        var post = Requests.post(site(), "/password");
        fields.forEach(post::form);
        return reset.act(post.place(""));
    }

    private static Model shown(Outcome outcome, int status) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(status));
        return ((Filled.Shown) ((Outcome.Show) outcome).filled()).model();
    }
}
