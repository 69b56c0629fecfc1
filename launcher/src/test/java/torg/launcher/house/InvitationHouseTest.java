package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer invites a colleague, who comes in by the mail, orders, forgets the password, and is locked out. */
class InvitationHouseTest {
    private static final String NINA = "nina.berg@alfki.example";
    private static final String FIRST = "chosen when I was invited";
    private static final String SECOND = "chosen when I had forgotten it";
    private static final Pattern LINK = Pattern.compile("(http://\\S+)#([A-Za-z0-9_-]{43})");
    private final Portal portal = Portal.shared();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void thereIsAMailServer() throws Exception {
        server.start();
        Files.createDirectories(portal.settings());
        Files.writeString(portal.settings().resolve("torg.mail.properties"), "host=127.0.0.1\nport=" + server.getSmtp().getPort()
                + "\nsecurity=none\nfrom=portal@northwind.example\n");
    }

    @AfterEach
    void thereIsNone() throws Exception {
        Files.delete(portal.settings().resolve("torg.mail.properties"));
        server.stop();
    }

    @Test
    void aColleagueIsInvitedOrdersAndIsLockedOut() throws Exception {
        var maria = portal.signIn("maria.anders@alfki.example");
        var invited = maria.submit("/account/colleagues", Map.of("_component", "c2", "do", "invite", "email", NINA, "firstname", "Nina", "lastname", "Berg",
                "roles", "authorized-user"));
        assertThat(invited.statusCode()).as(invited.body()).isEqualTo(303);

        var code = code("Maria Anders invites you to Northwind Traders", "/invitation");
        var nobody = portal.anonymous();
        assertThat(nobody.submit("/invitation", Map.of("_component", "c1", "code", code)).body())
                .contains("Maria Anders invites you to act for Alfreds Futterkiste.", NINA);
        var redeem = Map.of("_component", "c1", "code", code, "redeem", "yes", "firstname", "Nina", "lastname", "Berg", "password", FIRST, "repeated", FIRST);
        assertThat(nobody.submit("/invitation", redeem).statusCode()).isEqualTo(303);
        assertThat(nobody.submit("/invitation", redeem).statusCode()).isEqualTo(422);

        var hasty = Visitor.hasty(portal.running().address(), NINA, FIRST);
        assertThat(hasty.get("/orders").headers().firstValue("Location")).contains("/terms?return=%2Forders");
        assertThat(List.of(hasty.get("/terms").statusCode(), hasty.get("/api/tables/salesorder").statusCode())).containsExactly(200, 403);
        var nina = Visitor.signIn(portal.running().address(), NINA, FIRST);
        assertThat(hasty.get("/orders").statusCode()).as("she accepted, wherever it was").isEqualTo(200);
        assertThat(portal.signIn("admin@northwind.example").get("/admin/terms").body()).contains("2026-11", "In force");
        var order = nina.order("invited", "11");
        assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
        Eventually.holds("the ERP has the colleague", () -> portal.erp()
                .get("/data/CDSContactsV2?cross-company=true&$filter=" + Visitor.encoded("PrimaryEmailAddress eq '" + NINA + "'")).body().contains("Berg"));
        Eventually.holds("the ERP has her order", () -> nina.rows("salesorder").stream().allMatch(row -> row.hasNonNull("erpnumber")));

        var program = nina.program(RevocationHouseTest.token(nina, "{\"name\":\"nina's\"}"));
        var key = Visitor.json(nina.get("/api/session")).path("contact").asText();
        assertThat(portal.signIn("ana.trujillo@anatr.example").submit("/account/colleagues", Map.of("_component", "c2", "do", "lock", "who", key)).headers()
                .firstValue("Location").orElse("")).contains("done=nothing");
        assertThat(nina.get("/orders").statusCode()).isEqualTo(200);
        assertThat(maria.submit("/account/colleagues", Map.of("_component", "c2", "do", "lock", "who", key)).headers().firstValue("Location").orElse(""))
                .contains("done=locked");

        assertThat(nina.get("/orders").statusCode()).isEqualTo(302);
        assertThat(List.of(nina.order("too-late", "11").statusCode(), program.get("/api/tables/salesorder").statusCode())).containsOnly(401);
        assertThat(maria.submit("/account/colleagues", Map.of("_component", "c2", "do", "unlock", "who", key)).headers().firstValue("Location").orElse(""))
                .contains("done=unlocked");

        assertThat(nobody.submit("/password", Map.of("_component", "c1", "email", NINA)).body()).contains("a mail is on its way");
        var other = code("Another password for Northwind Traders", "/password");
        assertThat(nobody.submit("/password", Map.of("_component", "c1", "code", other, "new", SECOND, "repeated", SECOND)).body())
                .contains("Your password is changed", "<a href=\"/sign-in\">Sign in</a></p>");
        assertThat(Visitor.signIn(portal.running().address(), NINA, SECOND).rows("salesorder")).isNotEmpty();
        assertThat(maria.get("/account/colleagues").body()).contains("Nina Berg accepted an invitation", "Maria Anders locked Nina Berg").doesNotContain(code);
    }

    /** What stands behind the link of the mail, which leads to a page of this portal. */
    private String code(String subject, String path) throws Exception {
        Eventually.holds("the mail has come: " + subject, () -> mail(subject).isPresent());
        var parts = (MimeMultipart) mail(subject).orElseThrow().getContent();
        var link = LINK.matcher(parts.getBodyPart(0).getContent().toString());
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo(portal.running().address() + path);
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<a href=\"" + link.group() + "\"");
        return link.group(2);
    }

    private Optional<MimeMessage> mail(String subject) {
        return Arrays.stream(server.getReceivedMessages()).filter(message -> Arrays.toString(headers(message)).contains(subject)).findFirst();
    }

    private static String[] headers(MimeMessage message) {
        try {
            return message.getHeader("Subject");
        } catch (MessagingException e) {
            throw new AssertionError("no subject can be read", e);
        }
    }
}
