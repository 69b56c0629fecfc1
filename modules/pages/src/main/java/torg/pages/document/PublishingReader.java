package torg.pages.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.pages.tree.Publishing;

/**
 * Reads when a page comes and goes.
 *
 * @param zone whose clock counts where a moment has no offset
 */
record PublishingReader(ZoneId zone, Problems problems) {
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?");

    Publishing of(Reader reader) {
        var publishing = new Publishing(reader.flag("draft", false), moment(reader, "publish"), moment(reader, "expire"));
        if (publishing.from().flatMap(from -> publishing.until().filter(until -> !until.isAfter(from))).isPresent()) {
            problems.error(reader.at("expire"), "pages.never-published", "'expire' is not after 'publish', so nobody would ever see the page", "write a later moment, or 'draft: true' for a page that is to be seen by nobody");
        }
        return publishing;
    }

    private Optional<Instant> moment(Reader reader, String key) {
        return reader.text(key).flatMap(said -> {
            var moment = moment(said);
            if (moment.isEmpty()) {
                problems.error(reader.at(key), "pages.no-moment", "'" + said + "' is no moment that there is",
                        "write it as 2026-12-01T08:00, by the clock of the site's time zone (" + zone + "), or as 2026-12-01T08:00+01:00");
            }
            return moment;
        });
    }

    /** The moment that is written so; empty when it is none. */
    Optional<Instant> moment(String said) {
        if (!MOMENT.matcher(said).matches()) return Optional.empty();
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(said, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(parsed instanceof OffsetDateTime moment ? moment.toInstant() : ((LocalDateTime) parsed).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
