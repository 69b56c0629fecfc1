package torg.studio.room;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The module's words in the language of an answer, or what the site says in their place. */
public record Words(Locale locale, Map<String, String> site, ZoneId zone) {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");

    public static Words of(Request request) {
        return new Words(request.locale(), request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of()), request.site().settings().timeZone());
    }

    public String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, "studio." + key, arguments);
    }

    /** A word that there may be none for, such as the name of a folder. */
    public String textOr(String key, String otherwise) {
        var text = text(key);
        return text.equals("studio." + key) ? otherwise : text;
    }

    /** What was just done, as the address says it; empty for what is no word of that. */
    public Optional<String> done(Request request) {
        return request.query("done").filter(word -> word.matches("[a-z]{1,20}")).map(word -> textOr("done." + word, "")).filter(said -> !said.isEmpty());
    }

    /** A moment on the clock of the site. */
    public String moment(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale).withZone(zone).format(at);
    }

    /** These words by key. */
    public Model model(String... keys) {
        var words = new Model.Builder();
        List.of(keys).forEach(key -> words.with(key, text(key)));
        return words.build();
    }
}
