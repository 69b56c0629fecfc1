package torg.studio;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import torg.api.view.Model;
import torg.api.web.Request;

/**
 * When a page comes and goes, as its text says and as a form asks for it.
 *
 * @param publish by the clock of the site, to the minute; empty for a page that does not say, or not in a way that a form can show
 * @param expire likewise
 * @param waits whether the page is there for administrators only until somebody says otherwise
 */
record Schedule(String publish, String expire, boolean waits) {
    private static final String PUBLISH = "publish";
    private static final String EXPIRE = "expire";
    private static final String WAITS = "draft";

    static Schedule of(String text, ZoneId zone) {
        var front = FrontMatter.of(text);
        return new Schedule(front.value(PUBLISH).map(value -> local(value, zone)).orElse(""), front.value(EXPIRE).map(value -> local(value, zone)).orElse(""), front.value(WAITS).filter("true"::equals).isPresent());
    }

    static Schedule of(Request request) {
        return new Schedule(request.form(PUBLISH).orElse("").strip(), request.form(EXPIRE).orElse("").strip(), request.form("waits").isPresent());
    }

    private static String local(String value, ZoneId zone) {
        try {
            return LocalDateTime.parse(value).truncatedTo(ChronoUnit.MINUTES).toString();
        } catch (DateTimeException _) {
            try {
                return OffsetDateTime.parse(value).atZoneSameInstant(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
            } catch (DateTimeException _) {
                return "";
            }
        }
    }

    /** Whether both moments can be written into a text. */
    boolean isWell() {
        return isMoment(publish) && isMoment(expire);
    }

    private static boolean isMoment(String text) {
        try {
            return text.isEmpty() || LocalDateTime.parse(text).getYear() < 10_000;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The text with this schedule; what it says already stays as its author wrote it. */
    String in(String text, ZoneId zone) {
        var was = of(text, zone);
        var front = FrontMatter.of(text);
        if (!publish.equals(was.publish)) front = front.with(PUBLISH, said(publish));
        if (!expire.equals(was.expire)) front = front.with(EXPIRE, said(expire));
        if (waits != was.waits) front = front.with(WAITS, waits ? Optional.of("true") : Optional.empty());
        return front.text();
    }

    private static Optional<String> said(String moment) {
        return Optional.of(moment).filter(text -> !text.isEmpty());
    }

    Model.Builder model(ZoneId zone) {
        return Model.with(PUBLISH, publish).with(EXPIRE, expire).with("waits", waits).with("zone", zone.getId());
    }
}
