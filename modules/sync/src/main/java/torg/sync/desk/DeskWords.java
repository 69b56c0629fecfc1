package torg.sync.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import java.util.regex.Pattern;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of the sync desk in the language of an answer, the site's own before the module's. */
final class DeskWords {
    private static final Messages MESSAGES = Messages.beside(DeskWords.class, "nb");
    private static final String PREFIX = "sync-desk.";
    /** The outbox notes a refusal as its code and what the ERP said. */
    private static final Pattern CODED = Pattern.compile("([a-z0-9-]+\\.[a-z0-9-]+): (.*)", Pattern.DOTALL);

    private final Request request;
    private final Map<String, String> site;
    private final DateTimeFormatter moments;
    private final DateTimeFormatter seconds;

    DeskWords(Request request) {
        this.request = request;
        this.site = request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
        this.moments = format(FormatStyle.SHORT);
        this.seconds = format(FormatStyle.MEDIUM);
    }

    private DateTimeFormatter format(FormatStyle time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, time).withLocale(request.locale()).withZone(request.site().settings().timeZone());
    }

    String text(String key, Object... arguments) {
        return MESSAGES.text(request.locale(), site, PREFIX + key, arguments);
    }

    /** Those of one name, by it. */
    Model all() {
        var all = Model.with("language", request.locale().toLanguageTag());
        MESSAGES.in(request.locale(), site).forEach((key, text) -> {
            if (key.startsWith(PREFIX) && key.indexOf('.', PREFIX.length()) < 0) all.with(key.substring(PREFIX.length()), text);
        });
        return all.build();
    }

    String moment(Instant moment) {
        return moments.format(moment);
    }

    /** A moment as it is written for programs; nothing for nothing. */
    String moment(String written) {
        return written.isEmpty() ? "" : moment(Instant.parse(written));
    }

    String second(Instant moment) {
        return seconds.format(moment);
    }

    /** How long, in its largest unit. */
    String age(Duration age) {
        if (age.toDays() > 0) return text("age.days", age.toDays());
        if (age.toHours() > 0) return text("age.hours", age.toHours());
        return age.toMinutes() > 0 ? text("age.minutes", age.toMinutes()) : text("age.seconds", Math.max(0, age.toSeconds()));
    }

    /** Why, in plain words: the desk's own for what it knows by its code, which may have what the note says as a detail; else what the note says. */
    String reason(String note) {
        var coded = CODED.matcher(note);
        if (!coded.matches()) return note;
        var key = "code." + coded.group(1);
        var known = text(key, coded.group(2));
        return known.equals(PREFIX + key) ? coded.group(2) : known;
    }
}
