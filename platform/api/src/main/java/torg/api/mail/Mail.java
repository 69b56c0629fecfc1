package torg.api.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail to one person, in the words of that person's language. How it looks is for the theme to say.
 *
 * @param kind what it is about, kebab-case, at most 40 characters: {@code invitation}
 * @param to the e-mail address, at most 254 characters
 * @param locale one of the site's languages
 * @param subject one line; what does not do in one is replaced
 * @param paragraphs what is said before the link, each without mark-up
 * @param link where the person is led; empty when there is nothing to do
 * @param closing what is said after the link, each without mark-up
 * @param unsubscribe where whoever wants no more such mails says so: it stands at the end, and in the head as {@code List-Unsubscribe} with one click (RFC 8058). So a POST
 *     there has to do it without a sign-in and without leading elsewhere, by a proof in the address, and a GET has to ask first, for programs follow links. Empty for what nobody can choose not to get
 */
public record Mail(String kind, String to, Locale locale, String subject, List<String> paragraphs, Optional<Link> link, List<String> closing, Optional<Link> unsubscribe) {
    public Mail {
        paragraphs = List.copyOf(paragraphs);
        closing = List.copyOf(closing);
    }

    /** A mail that nobody can choose not to get. */
    public Mail(String kind, String to, Locale locale, String subject, List<String> paragraphs, Optional<Link> link, List<String> closing) {
        this(kind, to, locale, subject, paragraphs, link, closing, Optional.empty());
    }

    /**
     * A link into this portal. A mail leads nowhere else.
     *
     * @param words on it
     * @param path with its language, beginning with a slash; a secret stands behind {@code #}, which no server and no log is told
     */
    public record Link(String words, String path) {
        public Link {
            if (!path.startsWith("/") || path.startsWith("//")) throw new IllegalArgumentException("'" + path + "' is no path of this portal");
        }
    }
}
