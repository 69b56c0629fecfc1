package torg.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.view.Model;
import torg.api.web.PublicUrl;
import torg.spi.view.Painter;

/** Paints a mail with the theme of the site as it is now and lays it into the table, from where the {@link Postman} takes it. */
@Component(service = Mails.class)
public final class PostedMails implements Mails {
    static final Caller HOUSE = Caller.service("mail");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_SUBJECT = 200;
    private final Tables tables;
    private final Sites sites;
    private final Painter painter;
    private final PublicUrl url;
    private final InstantSource clock;

    @Activate
    public PostedMails(@Reference Tables tables, @Reference Sites sites, @Reference Painter painter, @Reference PublicUrl url) {
        this(tables, sites, painter, url, InstantSource.system());
    }

    PostedMails(Tables tables, Sites sites, Painter painter, PublicUrl url, InstantSource clock) {
        this.tables = tables;
        this.sites = sites;
        this.painter = painter;
        this.url = url;
        this.clock = clock;
    }

    @Override
    public Change posted(Mail mail) {
        var to = address(mail.to());
        var now = clock.instant();
        var recent = Condition.all(Condition.eq("recipient", to), Condition.eq("kind", mail.kind()), new Condition.Compare("created", Condition.Operator.GT,
                new Operand.Literal(now.minus(HOUR))));
        if (tables.query(HOUSE, Query.of(MailTable.NAME).where(recent).top(MOST_AN_HOUR)).rows().size() >= MOST_AN_HOUR) {
            throw TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "too many mails of this kind went to this address within the last hour")
                    .help("try again in an hour");
        }
        var site = sites.current();
        var link = mail.link().map(this::whole);
        var unsubscribe = mail.unsubscribe().flatMap(named -> url.origin().map(origin -> origin + named.path()));
        var subject = line(mail.subject());
        var values = new HashMap<String, Object>(Map.of("id", UUID.randomUUID().toString(), "kind", mail.kind(), "recipient", to, "subject", subject,
                "plain", plain(mail, link.orElse(""), unsubscribe, sender(site, mail.locale())), "html",
                        painter.paint(site, "mail/mail", model(site, mail, subject, link.orElse(""), unsubscribe)),
                "state", MailTable.WAITING, "attempts", 0L, "due", now, "created", now));
        unsubscribe.filter(address -> address.length() <= MailTable.LONGEST_ADDRESS).ifPresent(address -> values.put("unsubscribe", address));
        return new Change.Create(MailTable.NAME, values);
    }

    /** One mailbox and nothing else: no list, no name, nothing that could be another line of the head. */
    private static String address(String text) {
        try {
            var address = text.strip().toLowerCase(Locale.ROOT);
            if (address.length() > LONGEST_ADDRESS || Characters.unfit(address, false)
                    || !address.matches("[^@\\s<>,;:\"()\\[\\]\\\\]+@[^@\\s<>,;:\"()\\[\\]\\\\]+\\.[^@\\s<>,;:\"()\\[\\]\\\\]+")) throw new AddressException();
            new InternetAddress(address, true).validate();
            return address;
        } catch (AddressException _) {
            throw TorgException.invalid("mail.no-address", "this is no e-mail address",
                    List.of(new FieldProblem("email", "no-address", "this is no e-mail address")));
        }
    }

    private String whole(Mail.Link link) {
        return url.origin().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "mail.no-public-url",
                "nobody has said by which address people reach the portal")
                .help("set public-url of torg.web")) + link.path();
    }

    private static String line(String text) {
        var line = Characters.line(text);
        return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line;
    }

    /** From whom it is, for people: the site's name. */
    static String sender(Site site, Locale locale) {
        return site.settings().name().in(locale);
    }

    private static String plain(Mail mail, String link, Optional<String> unsubscribe, String sender) {
        var addressed = mail.link().map(named -> named.words() + ":\n" + link).stream();
        var ending = unsubscribe.map(address -> mail.unsubscribe().orElseThrow().words() + ":\n" + address).stream();
        return Stream.of(mail.paragraphs().stream(), addressed, mail.closing().stream(), ending, Stream.of("-- \n" + sender)).flatMap(parts -> parts)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static Model model(Site site, Mail mail, String subject, String link, Optional<String> unsubscribe) {
        return Model.with("locale", Model.with("tag", mail.locale().toLanguageTag())).with("site", sender(site, mail.locale())).with("subject", subject)
                .with("kind", mail.kind())
                .with("paragraphs", mail.paragraphs()).with("closing", mail.closing())
                .with("link", mail.link().map(named -> Model.with("words", named.words()).with("address", link).build()))
                .with("unsubscribe", unsubscribe.map(address -> Model.with("words", mail.unsubscribe().orElseThrow().words()).with("address", address).build())).build();
    }
}
