package torg.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.mail.PostOffice.Given;
import torg.testkit.Requests;

class PostmanTest {
    private static final String JANE = "jane@alfki.example";
    private final PostOffice office = new PostOffice();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aMailArrivesWithBothItsTextsAndNothingOfItIsKept() throws Exception {
        office.post(PostOffice.to(JANE));
        office.postman().round();

        var arrived = office.server.getReceivedMessages();
        assertThat(arrived).hasSize(1);
        assertThat(arrived[0].getSubject()).isEqualTo("Velkommen på portalen");
        assertThat(arrived[0].getFrom()[0].toString()).isEqualTo("Test site <portal@northwind.example>");
        assertThat(arrived[0].getRecipients(Message.RecipientType.TO)[0].toString()).isEqualTo(JANE);
        assertThat(arrived[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(arrived[0].getHeader("Message-ID")).containsExactly("<" + office.row().key() + "@northwind.example>");
        var parts = (MimeMultipart) arrived[0].getContent();
        assertThat(text(parts.getBodyPart(0))).isEqualTo("Hei <Jane> & co.\n\nKom inn:\nhttps://portal.example/nb/invitation#code\n\nHilsen oss\n\n-- \nTest site");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(text(parts.getBodyPart(1))).isEqualTo("mail/mail Velkommen på portalen");
        assertThat(office.row().text("state")).contains(MailTable.SENT);
        assertThat(office.row().cells()).doesNotContainKeys("plain", "html");
    }

    private static String text(BodyPart part) throws Exception {
        return part.getContent().toString().replace("\r\n", "\n").strip();
    }

    @Test
    void ofTwoPostmenOneTakesAMail() throws Exception {
        office.post(PostOffice.to(JANE));
        var row = office.row();
        office.tables.write(Caller.service("other"), Write.of(new Change.Update(MailTable.NAME, row.key(),
                Map.of("attempts", 1L, "due", office.clock.instant().plus(Duration.ofMinutes(2))))));

        office.postman().round();

        assertThat(office.server.getReceivedMessages()).isEmpty();
        office.clock.pass(Duration.ofMinutes(3));
        office.postman().round();
        office.postman().round();
        assertThat(office.server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void whatTheServerDoesNotTakeIsTriedAgainLaterAndLaterAndGivenUpAfterDays() throws Exception {
        office.post(PostOffice.to(JANE));
        var port = office.server.getSmtp().getPort();
        office.server.stop();
        var postman = office.postman(new Given("127.0.0.1", port, "none", "", "", "portal@northwind.example", 600, false));

        postman.round();
        assertThat(office.row().text("state")).contains(MailTable.WAITING);
        assertThat(office.row().text("reason").orElse("")).isNotBlank();
        postman.round();
        assertThat(office.row().integer("attempts")).isEqualTo(1);
        office.clock.pass(Duration.ofMinutes(3));
        postman.round();
        assertThat(office.row().integer("attempts")).isEqualTo(2);
        assertThat(postman.check().level()).isEqualTo(Status.Level.WARN);
        office.clock.pass(Duration.ofDays(4));
        postman.round();

        assertThat(office.row().text("state")).contains(MailTable.PARKED);
        assertThat(office.row().cells()).doesNotContainKeys("plain", "html");
        assertThat(postman.check().message()).startsWith("Mails were given up: ");
        office.clock.pass(Duration.ofDays(2));
        postman.round();
        assertThat(postman.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void whoeverComesBackInTimeGetsWhatWaited() throws Exception {
        office.post(PostOffice.to(JANE));
        office.postman(new Given("127.0.0.1", 1, "none", "", "", "portal@northwind.example", 600, false)).round();
        office.clock.pass(Duration.ofMinutes(3));
        office.postman().round();

        assertThat(office.server.getReceivedMessages()).hasSize(1);
        assertThat(office.row().cells()).doesNotContainKey("reason");
    }

    @Test
    void whatTheServerTookIsNotSentAgainThoughTheConnectionBroke() throws Exception {
        office.post(PostOffice.to(JANE));
        assertThat(sentBy(() -> { })).isEqualTo(1);
    }

    @Test
    void whatTheServerTookIsNotSentAgainThoughSomebodyAskedForItMeanwhile() throws Exception {
        office.post(PostOffice.to(JANE));
        var page = new MailsComponent(office.tables, office.postman());
        var again = Requests.post(office.sites.current(), "/admin/mail").form("again", office.row().key()).as(Caller.contact("N-1", "Nancy", List.of(), List.of("administrator"))).place("");
        assertThat(sentBy(() -> page.act(again))).isEqualTo(1);
        assertThat(office.row().text("state")).contains(MailTable.SENT);
    }

    /** How often a mail went out to a server that cuts the connection each time, within an hour. */
    private int sentBy(Runnable meanwhile) throws Exception {
        try (var server = new AbruptServer(meanwhile)) {
            var postman = office.postman(new Given("127.0.0.1", server.port(), "none", "", "", "portal@northwind.example", 600, false));
            for (var look = 0; look < 3; look++) {
                postman.round();
                office.clock.pass(Duration.ofMinutes(20));
            }
            return server.taken.get();
        }
    }

    @Test
    void withoutAServerMailsWaitAndHealthSaysSo() throws Exception {
        var postman = office.postman(Given.NOTHING);
        postman.round();
        assertThat(postman.check().level()).isEqualTo(Status.Level.OK);
        office.post(PostOffice.to(JANE));
        office.clock.pass(Duration.ofMinutes(3));
        postman.round();

        assertThat(office.row().text("state")).contains(MailTable.WAITING);
        assertThat(postman.check()).isEqualTo(Status.warn("Mails to people wait, because no mail server is set.", "Set host and from of torg.mail."));
    }

    @Test
    void afterAMonthNothingIsLeft() throws Exception {
        office.post(PostOffice.to(JANE));
        office.postman().round();
        office.clock.pass(Duration.ofDays(31));
        office.postman().round();

        assertThat(office.rows()).isEmpty();
    }

    @Test
    void anAddressIsNotFlooded() {
        for (var i = 0; i < Mails.MOST_AN_HOUR; i++) office.post(PostOffice.to(JANE));

        assertThatThrownBy(() -> office.post(PostOffice.to("Jane@ALFKI.example")))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.TOO_MANY));
        office.post(new Mail("alert", JANE, Locale.ENGLISH, "Orders wait", List.of(), Optional.empty(), List.of()));
        office.post(PostOffice.to("sam@alfki.example"));
        office.clock.pass(Duration.ofMinutes(61));
        office.post(PostOffice.to(JANE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jane", "a@b.example,c@d.example", "Jane <jane@alfki.example>", "jane@alfki.example\r\nBcc: all@alfki.example",
            "@alfki.example", "jane@alfki", "jane@@alfki.example"})
    void whatIsNoAddressIsNone(String address) {
        assertThatThrownBy(() -> office.post(PostOffice.to(address))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code())
                .isEqualTo("mail.no-address"));
    }

    @Test
    void whoWantsNoMoreOfTheseFindsWhereInTheHeadAndAtTheEnd() throws Exception {
        var plain = PostOffice.to(JANE);
        var mail = new Mail(plain.kind(), JANE, plain.locale(), "Nytt", List.of("Hei"), Optional.empty(), List.of("Hilsen"), Optional.of(new Mail.Link("Ikke flere", "/api/x?who=jane&proof=p")));
        office.post(mail);
        office.clock.pass(Duration.ofSeconds(1));
        office.post(plain);
        office.clock.pass(Duration.ofSeconds(1));
        office.tables.write(Caller.service("test"), Write.of(office.mails(Optional.empty()).posted(mail)));
        office.postman().round();

        var arrived = office.server.getReceivedMessages();
        assertThat(arrived[0].getHeader("List-Unsubscribe")).containsExactly("<https://portal.example/api/x?who=jane&proof=p>");
        assertThat(arrived[0].getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(text(((MimeMultipart) arrived[0].getContent()).getBodyPart(0))).isEqualTo("Hei\n\nHilsen\n\nIkke flere:\nhttps://portal.example/api/x?who=jane&proof=p\n\n-- \nTest site");
        assertThat(arrived[1].getHeader("List-Unsubscribe")).as("nobody can choose that").isNull();
        assertThat(arrived[2].getHeader("List-Unsubscribe")).as("nobody has said by which address people reach the portal").isNull();
        assertThat(office.rows()).noneMatch(row -> row.cells().containsKey("unsubscribe"));
    }

    @Test
    void aSubjectIsOneLine() throws Exception {
        var mail = PostOffice.to(JANE);
        office.post(new Mail(mail.kind(), mail.to(), mail.locale(), "Hello\r\nBcc: all@alfki.example", mail.paragraphs(), Optional.empty(),
                mail.closing()));
        office.postman().round();

        assertThat(office.server.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        assertThat(office.server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aLinkNeedsAnAddressThatSomebodyHasSet() {
        assertThatThrownBy(() -> office.mails(Optional.empty()).posted(PostOffice.to(JANE)))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("mail.no-public-url"));
    }

    @ParameterizedTest
    @CsvSource({"0,60,port", "65536,60,port", "25,0,pace", "25,601,pace"})
    void numbersOutOfTheirBoundsAreRefused(int port, int pace, String which) {
        assertThatThrownBy(() -> office.postman(new Given("127.0.0.1", port, "none", "", "", "portal@northwind.example", pace, false)))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG)).hasMessageContaining("'" + which + "'");
    }

    @ParameterizedTest
    @CsvSource({"mail.example,none,portal@northwind.example,in the clear", "127.0.0.1,none,portal,no e-mail address",
            "mail.example,ssl,portal@northwind.example,security"})
    void settingsWithWhichNoMailCouldGoSafelyAreRefused(String host, String security, String from, String why) {
        assertThatThrownBy(() -> office.postman(new Given(host, 25, security, "", "", from, 60, false))).isInstanceOf(TorgException.class)
                .hasMessageContaining(why);
    }
}
