package torg.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Edition;
import torg.api.site.Position;
import torg.api.site.Problems;

/**
 * Which files are in force at a moment: an {@link Edition} in place of another file while its time is, of several the one that began last. What people read comes in editions;
 * settings, tables, rights and themes do not.
 *
 * @param lasting files that stand where they lie
 * @param editions of them, those that began first before others
 * @param zone whose clock counts
 */
record Editions(SortedMap<String, ContentFile> lasting, List<Timed> editions, ZoneId zone) {
    private static final String FILES = "files/";
    private static final List<String> FOLDERS = List.of("pages/", "snippets/", FILES);
    private static final String MENUS = "navigation.yml";
    private static final Comparator<Timed> BEGIN = Comparator.comparing((Timed one) -> one.edition.from().orElse(LocalDateTime.MIN)).thenComparing(one -> one.file.path());

    /** An edition and the file that it is. */
    record Timed(Edition edition, ContentFile file) {}

    /**
     * Told is a name that cannot be one, and a document in the place of none: what lies below a page must not lose who may read it when an edition ends.
     *
     * @param root of the site, with a slash at its end
     */
    static Editions of(SortedMap<String, ContentFile> stored, String root, ZoneId zone, Problems problems) {
        var editions = new ArrayList<Timed>();
        stored.forEach((path, file) -> edition(path, root, problems).ifPresent(edition -> editions.add(new Timed(edition, file))));
        if (editions.isEmpty()) return new Editions(stored, List.of(), zone);
        var lasting = new TreeMap<>(stored);
        editions.forEach(timed -> lasting.remove(timed.file.path()));
        editions.stream().filter(timed -> isAlone(timed.edition.place(), root, lasting)).forEach(timed -> problems.error(Position.start(timed.file.path()), "site.edition-alone",
                "there is no '" + timed.edition.place().substring(root.length()) + "' in whose place this could stand", "add it, or name this file without a time; a page may say 'publish' and 'expire'"));
        editions.sort(BEGIN);
        return new Editions(lasting, List.copyOf(editions), zone);
    }

    private static Optional<Edition> edition(String path, String root, Problems problems) {
        try {
            return Edition.of(path).filter(edition -> comesInEditions(edition.place(), root));
        } catch (DateTimeException e) {
            if (comesInEditions(path, root)) problems.error(Position.start(path), "site.no-edition", "the file is named after times that there are not: " + e.getMessage(),
                    "name it as terms@2027-01-01.md, terms@2027-01-01T0800.md or terms@2027-01-01..2027-02-01.md");
            return Optional.empty();
        }
    }

    private static boolean isAlone(String place, String root, SortedMap<String, ContentFile> lasting) {
        return !place.startsWith(FILES, root.length()) && !lasting.containsKey(place);
    }

    private static boolean comesInEditions(String path, String root) {
        return path.equals(root + MENUS) || path.startsWith(root) && FOLDERS.stream().anyMatch(folder -> path.startsWith(folder, root.length()));
    }

    /** The files in force at a moment, by the path at which each stands; for nobody to change. */
    SortedMap<String, ContentFile> at(Instant now) {
        if (editions.isEmpty()) return lasting;
        var files = new TreeMap<>(lasting);
        editions.stream().filter(timed -> timed.edition.inForce(now, zone)).forEach(timed -> files.put(timed.edition.place(), timed.file));
        return files;
    }

    /** The moments from now on at which others are in force. */
    SortedSet<Instant> after(Instant now) {
        var moments = new TreeSet<Instant>();
        editions.stream().flatMap(timed -> Stream.concat(timed.edition.from().stream(), timed.edition.until().stream()))
                .map(moment -> moment.atZone(zone).toInstant()).filter(now::isBefore).forEach(moments::add);
        return moments;
    }
}
