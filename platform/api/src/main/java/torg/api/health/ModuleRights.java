package torg.api.health;

import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a module says that it acts with, in the header {@value #HEADER} of its manifest: {@code read account, write salesorder alone, serve weather,
 * reach api.acme.example}. The services of the house hold it to that.
 *
 * <ul>
 *   <li>{@code read TABLE}, {@code write TABLE}: rows of that table, as the caller who asks and with that caller's rights; {@code *} is every table that is not the house's own.
 *   <li>{@code ... alone}: also in its own name, when nobody asks.
 *   <li>{@code keep TABLE}: an internal table of its own, which it brings, reads and writes; never one that another module brought before.
 *   <li>{@code serve PATH}: resources at {@code /api/PATH} and below.
 *   <li>{@code reach HOST}: that host, by way of {@link torg.api.web.Outbound}; {@code *} is every host.
 * </ul>
 *
 * @param said each as it is written, with single blanks; sorted, immutable
 */
public record ModuleRights(SortedSet<String> said) {
    /** Name of the header. */
    public static final String HEADER = "Torg-May";

    private static final int MOST = 200;
    private static final Pattern WRITTEN = Pattern.compile("(read|write) (\\*|[a-z][a-z0-9_]{0,62})( alone)?|keep [a-z][a-z0-9_]{0,62}"
            + "|serve [A-Za-z0-9][A-Za-z0-9._-]{0,99}|reach (\\*|[a-z0-9][a-z0-9.-]{0,99})");

    /** Keeps a copy. */
    public ModuleRights {
        said = Collections.unmodifiableSortedSet(new TreeSet<>(said));
    }

    /**
     * Read what the header says; an empty text says that the module acts with nothing. Where there is no such header nobody knows, and nothing holds the module.
     *
     * @param header its value, never null
     * @throws IllegalArgumentException when something in it is none of these
     */
    public static ModuleRights of(String header) {
        var all = List.of(header.strip().split("\\s*,\\s*", MOST + 2)).stream().filter(one -> !one.isEmpty()).map(one -> one.replaceAll("\\s+", " ")).collect(Collectors.toCollection(TreeSet::new));
        if (all.size() > MOST) throw new IllegalArgumentException("it names more than " + MOST + " things");
        all.stream().filter(one -> !WRITTEN.matcher(one).matches()).findFirst().ifPresent(one -> {
            throw new IllegalArgumentException("'" + one + "' is none of read TABLE, write TABLE, the same with alone behind, keep TABLE, serve PATH, and reach HOST");
        });
        return new ModuleRights(all);
    }

    /**
     * Read what a module says that runs, in the headers of its manifest. Of what nobody understands nothing is allowed.
     *
     * @return empty when it says nothing of this, so that nothing holds it
     */
    public static Optional<ModuleRights> in(Dictionary<String, String> headers) {
        try {
            return Optional.ofNullable(headers.get(HEADER)).map(ModuleRights::of);
        } catch (IllegalArgumentException _) {
            return Optional.of(of(""));
        }
    }

    /**
     * Whether rows of a table may be read.
     *
     * @param alone whether the module asks in its own name
     */
    public boolean reads(String table, boolean alone) {
        return has("read", table, alone);
    }

    /** The same for creating, changing and deleting rows, and for linking them with others. */
    public boolean writes(String table, boolean alone) {
        return has("write", table, alone);
    }

    private boolean has(String verb, String table, boolean alone) {
        return keeps(table) || List.of(table, "*").stream().anyMatch(one -> said.contains(verb + " " + one + " alone") || !alone && said.contains(verb + " " + one));
    }

    /** Whether this internal table is its own. */
    public boolean keeps(String table) {
        return said.contains("keep " + table);
    }

    /** Whether resources at this path below {@code /api} may be served, such as {@code weather/today}. */
    public boolean serves(String path) {
        return said.contains("serve " + path.replaceFirst("^/+", "").replaceFirst("/.*", ""));
    }

    /** Whether this host may be asked over HTTP; its name as in an address, in any case of letters. */
    public boolean reaches(String host) {
        return said.contains("reach *") || said.contains("reach " + host.toLowerCase(Locale.ROOT));
    }
}
