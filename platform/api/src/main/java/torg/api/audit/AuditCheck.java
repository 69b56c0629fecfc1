package torg.api.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.audit.AuditEntry.Head;

/**
 * Looks whether a log is as it was written: give it every entry in order, then ask for the {@link #verdict}. It trusts nobody but the hashes, so whoever has the entries can
 * look. For one thread.
 */
public final class AuditCheck {
    /** The act by which old entries go: its detail is the {@link Head} that was cut off, so that what is left can be told from a log whose beginning somebody removed. */
    public static final String CUT = "audit-cut";

    private final List<Head> noted;
    private final Set<Head> met = new HashSet<>();
    private Optional<Head> begins = Optional.empty();
    private boolean beginningIsTold;
    private Head head = Head.EMPTY;
    private Optional<Verdict> fault = Optional.empty();
    private long erased;

    /** @param noted heads that somebody kept elsewhere: the log has to hold them still, as far as it was not cut by itself */
    public AuditCheck(List<Head> noted) {
        this.noted = List.copyOf(noted);
    }

    /** What was found. */
    public sealed interface Verdict {
        /**
         * Nothing is wrong.
         *
         * @param first number of the first entry that is left; 0 when there is none
         * @param head where the log stands
         * @param erased how many entries lack their values, because somebody erased them
         */
        record Whole(long first, Head head, long erased) implements Verdict {}

        /**
         * The first entry that is not as it was written.
         *
         * @param number its number; of what is missing the first number that is
         * @param reason {@code changed} (it holds something else), {@code values} (so do its values), {@code missing} (an entry that was there is not), {@code order} (it does not follow the one
         *     before), {@code beginning} (the beginning was cut, and no entry says so) or {@code head} (it is not the one that was noted)
         */
        record Broken(long number, String reason) implements Verdict {}
    }

    /** The next entry; nothing is looked at any more once something was wrong. */
    public void next(AuditEntry entry) {
        if (fault.isPresent()) return;
        if (begins.isEmpty()) {
            begins = Optional.of(new Head(entry.number() - 1, entry.previous()));
            head = begins.get();
            beginningIsTold = head.equals(Head.EMPTY);
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
        if (!entry.digest().isEmpty() && entry.values().isEmpty()) erased++;
        if (entry.act().name().equals(CUT) && Head.of(entry.act().detail()).equals(begins)) beginningIsTold = true;
    }

    /** What came of it, once the last entry was given. */
    public Verdict verdict() {
        if (fault.isPresent()) return fault.get();
        var first = begins.map(Head::number).orElse(0L) + 1;
        if (begins.isPresent() && !beginningIsTold) return new Verdict.Broken(first, "beginning");
        var lost = noted.stream().filter(known -> known.number() >= first && !met.contains(known)).findFirst();
        if (lost.isPresent()) return new Verdict.Broken(head.number() + 1, "missing");
        return new Verdict.Whole(begins.isEmpty() ? 0 : first, head, erased);
    }
}
