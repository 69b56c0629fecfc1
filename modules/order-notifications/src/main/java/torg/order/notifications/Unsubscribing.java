package torg.order.notifications;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Sha256;
import torg.api.web.Request;

/**
 * Who gets a mail wants no more of them, and says so by an address in it that proves itself: signed, for whoever reads mails need not be signed in. It ends mails and does nothing else, so it
 * is good for as long as somebody keeps the mail.
 */
record Unsubscribing(Tables tables) {
    static final String WHO = "who";
    static final String PROOF = "proof";
    /** Below {@code /api/}. */
    static final String PATH = "notifications/unsubscribe";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** What stands behind the question mark of such an address. */
    String query(String contact) {
        return WHO + "=" + URLEncoder.encode(contact, StandardCharsets.UTF_8) + "&" + PROOF + "=" + proof(contact);
    }

    /** The contact that the address of this request, or the form that it posts, proves; empty when it proves none. */
    Optional<String> proven(Request request) {
        var who = request.query(WHO).or(() -> request.form(WHO)).filter(contact -> !contact.isEmpty() && contact.length() <= NotificationTables.LONGEST_KEY);
        var proof = request.query(PROOF).or(() -> request.form(PROOF)).orElse("");
        return who.filter(contact -> MessageDigest.isEqual(proof(contact).getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8)));
    }

    /** No more mails to them. Done once, however often it is asked, and not for whom is gone: of those nothing is written down again. */
    void end(String contact, Optional<AuditLog> audit) {
        var wishes = new Wishes(tables);
        if (tables.find(Teller.HOUSE, "contact", contact).isEmpty() || wishes.hasNoMail(contact)) return;
        var act = Act.done("unsubscribed").about(contact);
        audit.ifPresentOrElse(log -> log.telling(act, () -> wishes.noMail(contact)), () -> wishes.noMail(contact));
    }

    String proof(String contact) {
        return BASE64.encodeToString(Sha256.signed(secret(), "unsubscribe ".getBytes(StandardCharsets.UTF_8), contact.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same on every node and after every start; drawn when it is first needed. */
    private byte[] secret() {
        return kept().orElseGet(() -> {
            var drawn = new byte[BYTES];
            RANDOM.nextBytes(drawn);
            try {
                tables.write(Teller.HOUSE, Write.of(new Change.Create(NotificationTables.SECRET, Map.of("id", NotificationTables.HERE, "secret", BASE64.encodeToString(drawn)))));
            } catch (TorgException e) {
                if (e.kind() != ProblemKind.CONFLICT) throw e; // somebody was quicker
            }
            return kept().orElseThrow();
        });
    }

    private Optional<byte[]> kept() {
        return tables.find(Teller.HOUSE, NotificationTables.SECRET, NotificationTables.HERE, "secret").flatMap(row -> row.text("secret")).map(Base64.getUrlDecoder()::decode);
    }
}
