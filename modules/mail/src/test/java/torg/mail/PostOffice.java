package torg.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal that writes to people, and a mail server that takes what it is sent. */
final class PostOffice implements AutoCloseable {
    static final String OUR_ADDRESS = "https://portal.example";
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(new TestSource().languages("en", "nb"), new TableDocuments());
    final MemoryTables tables = new MemoryTables(sites::schema).with(new MailTable());
    final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final PostedMails mails = mails(Optional.of(OUR_ADDRESS));

    PostOffice() {
        server.start();
    }

    /** @param origin by which address people reach the portal */
    PostedMails mails(Optional<String> origin) {
        return new PostedMails(tables, sites, (_, template, model) -> template + " " + model.get("subject"), () -> origin, clock);
    }

    Postman postman() {
        return postman(new Given("127.0.0.1", server.getSmtp().getPort(), "none", "", "", "portal@northwind.example", 600, false));
    }

    Postman postman(MailSettings settings) {
        return new Postman(settings, tables, sites, clock, false);
    }

    void post(Mail mail) {
        tables.write(Caller.service("test"), Write.of(mails.posted(mail)));
    }

    List<Row> rows() {
        return tables.query(Caller.service("test"), Query.of(MailTable.NAME, MailTable.COLUMNS)).rows();
    }

    Row row() {
        return rows().getFirst();
    }

    static Mail to(String address) {
        return new Mail("invitation", address, Locale.forLanguageTag("nb"), "Velkommen på portalen", List.of("Hei <Jane> & co."),
                Optional.of(new Mail.Link("Kom inn", "/nb/invitation#code")), List.of("Hilsen oss"));
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Settings as a person would write them. */
    record Given(String host, int port, String security, String user, String password, String from, int pace, boolean show) implements MailSettings {
        static final Given NOTHING = new Given("", 587, "starttls", "", "", "", 60, false);

        @Override
        public Class<? extends Annotation> annotationType() {
            return MailSettings.class;
        }
    }
}
