package torg.api.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.audit.AuditEntry.Head;

/**
 * Looks whether a log is as it was written: give it every entry in order, then ask for the {@link #verdict}. It trusts nobody but the hashes, so whoever has the entries can
 * look. For one thread.
 */
public final class AuditCheck {
    /** The act by which old entries go: its detail is an {@link AuditCut}, so that what is left can be told from a log whose beginning somebody removed. */
    public static final String CUT = "audit-cut";
    /** The act by which values about a person go. */
    public static final String ERASE = "audit-erase";

    private final List<Head> noted;
    private final Set<Head> met = new HashSet<>();
    private Optional<Head> begins = Optional.empty();
    private Optional<Cut> cut = Optional.empty();
    /** Number of the first entry about a person whose values are gone, until an entry says that they were erased. */
    private final Map<String, Long> bare = new HashMap<>();
    private Head head = Head.EMPTY;
    private Optional<Verdict> fault = Optional.empty();
    private long erased;

    /** @param noted heads that somebody kept elsewhere: the log has to hold them still, as far as it was not cut by itself */
    public AuditCheck(List<Head> noted) {
        this.noted = List.copyOf(noted);
    }

    /**
     * Old entries went.
     *
     * @param number of the entry that says so
     * @param at when
     */
    public record Cut(long number, Instant at, AuditCut what) {}

    /** What was found. */
    public sealed interface Verdict {
        /**
         * Nothing is wrong.
         *
         * @param first number of the first entry that is left; 0 when there is none
         * @param head where the log stands
         * @param erased how many entries lack their values, because somebody erased them
         * @param cut how the entries before the first went; empty when there were none
         */
        record Whole(long first, Head head, long erased, Optional<Cut> cut) implements Verdict {}

        /**
         * The first entry that is not as it was written.
         *
         * @param number its number; of what is missing the first number that is
         * @param reason {@code changed} (it holds something else), {@code values} (so do its values, or they are gone and nobody erased them), {@code missing}
         *     (an entry that was there is not), {@code order} (it does not follow the one before), {@code beginning} (the beginning was cut, and no entry says
         *     so), {@code early} (it was cut before it was as old as the entry says) or {@code head} (it is not the one that was noted)
         */
        record Broken(long number, String reason) implements Verdict {}
    }

    /** The next entry; nothing is looked at any more once something was wrong. */
    public void next(AuditEntry entry) {
        if (fault.isPresent()) return;
        if (begins.isEmpty()) {
            begins = Optional.of(new Head(entry.number() - 1, entry.previous()));
            head = begins.get();
        }
        reason(entry).ifPresentOrElse(reason -> fault = Optional.of(new Verdict.Broken(reason.equals("missing") ? head.number() + 1 : entry.number(), reason)), () -> follow(entry));
    }

    private Optional<String> reason(AuditEntry entry) {
        if (entry.number() > head.number() + 1) return Optional.of("missing");
        if (entry.number() != head.number() + 1 || !entry.previous().equals(head.hash())) return Optional.of("order");
        if (!entry.computed().equals(entry.hash())) return Optional.of("changed");
        if (entry.values().filter(values -> !values.digest().equals(entry.digest())).isPresent()) return Optional.of("values");
        if (noted.stream().anyMatch(known -> known.number() == entry.number() && !known.hash().equals(entry.hash()))) return Optional.of("head");
        return Optional.empty();
    }

    private void follow(AuditEntry entry) {
        head = entry.head();
        noted.stream().filter(head::equals).forEach(met::add);
        var act = entry.act();
        if (!entry.digest().isEmpty() && entry.values().isEmpty()) {
            erased++;
            bare.putIfAbsent(act.person(), entry.number());
        }
        if (act.name().equals(ERASE) && !act.person().isEmpty()) bare.remove(act.person());
        if (!act.name().equals(CUT)) return;
        AuditCut.of(act.detail()).filter(what -> begins.equals(Optional.of(what.head()))).ifPresent(what -> cut = Optional.of(new Cut(entry.number(), entry.at(), what)));
    }

    /** What came of it, once the last entry was given. */
    public Verdict verdict() {
        if (fault.isPresent()) return fault.get();
        var first = begins.map(Head::number).orElse(0L) + 1;
        if (begins.isPresent() && !begins.get().equals(Head.EMPTY)) {
            if (cut.isEmpty()) return new Verdict.Broken(first, "beginning");
            if (!cut.get().what().isDue(cut.get().at())) return new Verdict.Broken(first, "early");
        }
        if (!bare.isEmpty()) return new Verdict.Broken(Collections.min(bare.values()), "values");
        var lost = noted.stream().filter(known -> known.number() >= first && !met.contains(known)).findFirst();
        if (lost.isPresent()) return new Verdict.Broken(head.number() + 1, "missing");
        return new Verdict.Whole(begins.isEmpty() ? 0 : first, head, erased, cut);
    }
}
