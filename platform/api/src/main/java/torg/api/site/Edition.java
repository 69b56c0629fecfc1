package torg.api.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a file that stands in the place of another for a time: {@code terms@2027-01-01.md} is {@code terms.md} from that day on, {@code terms@2027-01-01T0800..2027-02-01.md} between two
 * moments, {@code terms@..2027-02-01.md} until one.
 *
 * @param place path of the file in whose place it stands
 * @param from the first moment at which it does, by the clock of the site's time zone; empty for one that does until its end
 * @param until the first moment at which it no longer does; empty for ever
 */
public record Edition(String place, Optional<LocalDateTime> from, Optional<LocalDateTime> until) {
    private static final String MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{4})?";
    private static final Pattern NAME = Pattern.compile("(.*[^/@])@(" + MOMENT + ")?(?:\\.\\.(" + MOMENT + "))?(\\.[A-Za-z0-9][^/@]*)");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm").withResolverStyle(ResolverStyle.STRICT);

    /**
     * What this path says; empty for the name of a file that stands where it lies.
     *
     * @throws DateTimeException for a name that is written like an edition's, of a day that no calendar has or with an end that is not after its beginning
     */
    public static Optional<Edition> of(String path) {
        if (path.indexOf('@') < 0) return Optional.empty(); // asked of every file at each edit
        var name = NAME.matcher(path);
        if (!name.matches() || name.group(2) == null && name.group(3) == null) return Optional.empty();
        var edition = new Edition(name.group(1) + name.group(4), Optional.ofNullable(name.group(2)).map(Edition::moment), Optional.ofNullable(name.group(3)).map(Edition::moment));
        if (edition.from.flatMap(from -> edition.until.filter(end -> !end.isAfter(from))).isPresent()) throw new DateTimeException("'" + name.group(3) + "' is not after '" + name.group(2) + "'");
        return Optional.of(edition);
    }

    /** The same, for whoever need not know what is wrong with a name: a wrong one says nothing. */
    public static Optional<Edition> ifAny(String path) {
        try {
            return of(path);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime moment(String said) {
        return LocalDateTime.parse(said.length() > 10 ? said : said + "T0000", WRITTEN);
    }

    /** The path of the file that says this. */
    public String path() {
        var dot = place.indexOf('.', place.lastIndexOf('/') + 1);
        return place.substring(0, dot) + "@" + from.map(Edition::written).orElse("") + until.map(end -> ".." + written(end)).orElse("") + place.substring(dot);
    }

    private static String written(LocalDateTime moment) {
        var said = WRITTEN.format(moment);
        return said.endsWith("T0000") ? said.substring(0, 10) : said;
    }

    /** Whether it stands in the place of the other file at this moment. */
    public boolean inForce(Instant now, ZoneId zone) {
        return from.filter(begin -> now.isBefore(begin.atZone(zone).toInstant())).isEmpty() && until.filter(end -> !now.isBefore(end.atZone(zone).toInstant())).isEmpty();
    }

    /** Whether it does not stand there yet, and will. */
    public boolean isToCome(Instant now, ZoneId zone) {
        return from.filter(begin -> now.isBefore(begin.atZone(zone).toInstant())).isPresent();
    }
}
