package torg.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Hands mails to the mail server of the settings, one connection each. */
final class MailServer {
    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
    private static final int PERMANENT = 500;
    private static final int LONGEST_REASON = 200;
    private static final String PATIENCE_MS = "20000";
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String from;
    private final Session session;

    private MailServer(MailSettings settings) {
        this.host = settings.host().strip();
        this.port = settings.port();
        this.user = settings.user();
        this.password = settings.password();
        this.from = settings.from().strip();
        this.session = Session.getInstance(properties(settings.security()));
    }

    /**
     * The mail server that the settings name; empty when they name none.
     *
     * @throws TorgException CONFIG {@code mail.setting} when mail could not be sent so, or not safely
     */
    static Optional<MailServer> of(MailSettings settings) {
        if (settings.host().isBlank()) return Optional.empty();
        if (!settings.security().matches("starttls|tls|none")) throw wrong("'security' of " + MailSettings.PID + " is '" + settings.security() + "'",
                "write starttls, tls or none");
        if (settings.security().equals("none") && !settings.host().strip().matches("localhost|127\\.0\\.0\\.1|::1")) {
            throw wrong("mail would go through the network in the clear, links with which people come in among it", "set 'security' of " + MailSettings.PID
                    + " to starttls or tls");
        }
        try {
            new InternetAddress(settings.from().strip(), true).validate();
        } catch (AddressException e) {
            throw wrong("'from' of " + MailSettings.PID + " is no e-mail address", "name the address from which mails come");
        }
        return Optional.of(new MailServer(settings));
    }

    private static TorgException wrong(String message, String help) {
        return TorgException.of(ProblemKind.CONFIG, "mail.setting", message).help(help);
    }

    private static Properties properties(String security) {
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        for (var wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) properties.put("mail.smtp." + wait, PATIENCE_MS);
        properties.put("mail.smtp.starttls.required", String.valueOf(security.equals("starttls")));
        properties.put("mail.smtp.starttls.enable", String.valueOf(security.equals("starttls")));
        properties.put("mail.smtp.ssl.enable", String.valueOf(security.equals("tls")));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    /**
     * A mail as it leaves the house.
     *
     * @param id by which a receiver knows it again, should it come twice
     * @param sender from whom, for people
     * @param unsubscribe the address at which its reader wants no more of these; empty where nobody can choose that
     */
    record Letter(String id, String sender, String to, String subject, String plain, String html, String unsubscribe, Instant written) {}

    /** What the mail server made of it. */
    sealed interface Answer {
        /** It has taken it. */
        record Taken() implements Answer {}

        /** It may take it later. */
        record Later(String why) implements Answer {}

        /** It will never take it. */
        record Never(String why) implements Answer {}
    }

    /** Hand over a mail and wait for the answer, a minute or so at most. */
    Answer send(Letter letter) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        // The library looks for its parts there.
        thread.setContextClassLoader(MailServer.class.getClassLoader());
        try {
            return handedOver(letter, session.getTransport());
        } catch (MessagingException e) {
            return isFinal(e) ? new Answer.Never(reason(e)) : new Answer.Later(reason(e));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Answer handedOver(Letter letter, Transport transport) throws MessagingException, UnsupportedEncodingException {
        try {
            var message = message(letter);
            transport.connect(host, port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
            transport.sendMessage(message, new Address[] {new InternetAddress(letter.to(), true)});
            return new Answer.Taken();
        } finally {
            hangUp(transport);
        }
    }

    /** What the server has taken it has, however the connection ends. */
    private static void hangUp(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("the connection to the mail server did not end well", e);
        }
    }

    private MimeMessage message(Letter letter) throws MessagingException, UnsupportedEncodingException {
        var utf8 = StandardCharsets.UTF_8.name();
        var domain = from.substring(from.indexOf('@') + 1);
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + letter.id() + "@" + domain + ">");
            }
        };
        message.setFrom(new InternetAddress(from, letter.sender(), utf8));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), utf8);
        message.setSentDate(Date.from(letter.written()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (!letter.unsubscribe().isEmpty()) {
            message.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        var plain = new MimeBodyPart();
        plain.setText(letter.plain(), utf8);
        var html = new MimeBodyPart();
        html.setText(letter.html(), utf8, "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        return message;
    }

    /** What the server says of the address, or of the mail, once and for all; not what it says of us. */
    private static boolean isFinal(MessagingException thrown) {
        for (Exception e = thrown; e instanceof MessagingException one; e = one.getNextException()) {
            if (e instanceof SMTPAddressFailedException address && address.getReturnCode() >= PERMANENT) return true;
            if (e instanceof SMTPSendFailedException mail && mail.getReturnCode() >= PERMANENT
                    && !(mail.getNextException() instanceof SendFailedException)) return true;
        }
        return false;
    }

    private static String reason(MessagingException e) {
        var said = String.valueOf((e.getNextException() == null ? e : e.getNextException()).getMessage()).replaceAll("\\s+", " ").strip();
        return said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) : said;
    }
}
