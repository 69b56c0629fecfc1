package torg.sync.map;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.sync.Outbox;

/** Decides, for one change of a row and one look at the ERP, whose value stays in the columns that both sides changed. For one thread. */
final class Contest {
    private final TableMap.Conflict conflict;
    private final Instant written;
    private final Duration ahead;
    private final TreeSet<Contested> asked = new TreeSet<>();

    /**
     * @param written when the change was made here
     * @param ahead how far the ERP's clock is ahead of this one
     */
    Contest(TableMap.Conflict conflict, Instant written, Duration ahead) {
        this.conflict = conflict;
        this.written = written;
        this.ahead = ahead;
    }

    /** A column of a row or one of its parts that somebody has to decide on, and what tells the ERP's value from others. */
    private record Contested(String row, String column, String there) implements Comparable<Contested> {
        @Override
        public int compareTo(Contested other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * Whether the portal's value goes to the ERP. Where a person decides it does until that is known, see {@link #asked}.
     *
     * @param row whose column it is, for people
     * @param record as the ERP has it
     * @param there the ERP's value, in the portal's form; null when empty
     * @param before the digest of what the column held here before, or null when nothing is known of it
     */
    boolean isOurs(String row, Pair pair, Map<String, Object> record, Object there, String before) {
        // The ERP still has what was here before: nobody changed it there.
        return !pair.in() || Outbox.digest(there).equals(before) || isOurs(new Contested(row, pair.column(), Outbox.digest(there)), record);
    }

    /** Whether a part that the ERP took out is put in again. */
    boolean isPutBack(String part) {
        return isOurs(new Contested(part, "", ""), Map.of());
    }

    private boolean isOurs(Contested contested, Map<String, Object> record) {
        return switch (conflict) {
            case TableMap.Conflict.Erp _ -> false;
            case TableMap.Conflict.Portal _ -> true;
            case TableMap.Conflict.Latest(var field) -> record.get(field) instanceof Instant changed && written.isAfter(changed.minus(ahead));
            case TableMap.Conflict.Ask _ -> {
                asked.add(contested);
                yield true;
            }
        };
    }

    /** What a person is asked about; empty when nothing is. */
    Optional<Asked> asked() {
        if (asked.isEmpty()) return Optional.empty();
        var names = asked.stream().map(one -> one.column.isEmpty() ? one.row : one.row + " " + one.column).collect(Collectors.joining(", "));
        return Optional.of(new Asked(names, Outbox.digest(asked.toString())));
    }
}
