package torg.sync.send;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.Asked;
import torg.sync.receive.SyncTables;

/**
 * Changes that a person has to decide on, because both sides changed the same and the map says {@code conflict: ask}. A decision holds for what the ERP had when it was asked for: where
 * somebody changed that there meanwhile, it is asked again. Kept beside the rows until the change is over. Thread-safe.
 */
public final class Conflicts {
    /** The code of a change that waits for a decision. */
    public static final String CODE = "sync.conflict";
    private final Tables tables;
    private final Caller caller;
    private final InstantSource clock;

    public Conflicts(Tables tables, Caller caller, InstantSource clock) {
        this.tables = tables;
        this.caller = caller;
        this.clock = clock;
    }

    /** Whose values stay in what both sides changed. */
    public enum Keep {
        /** They are sent. */
        PORTAL,
        /** They come here; what only the portal changed is sent. */
        ERP
    }

    /**
     * What was decided about just this state of the ERP's. Empty when nothing was: that somebody is asked is remembered then, and a decision about another state counts no more.
     *
     * @param entry id of the change
     */
    Optional<Keep> decision(long entry, Asked asked) {
        var known = tables.find(caller, SyncTables.CONFLICT, key(entry), "state", "keep");
        var decided = known.filter(row -> row.text("state").equals(Optional.of(asked.state()))).flatMap(row -> row.text("keep"));
        if (decided.isPresent()) return decided.map(word -> Keep.valueOf(word.toUpperCase(Locale.ROOT)));
        var values = new HashMap<String, Object>(Map.of("state", asked.state(), "since", clock.instant()));
        for (var open : new String[] {"keep", "by", "decided"}) values.put(open, null);
        tables.write(caller, Write.of(new Change.Put(SyncTables.CONFLICT, key(entry), values)));
        return Optional.empty();
    }

    /**
     * Decide; it is done once the change is given back.
     *
     * @param by who says so, for people
     * @throws TorgException CONFLICT {@code sync.nothing-asked} when nobody is asked about it
     */
    public void decide(long entry, Keep keep, String by) {
        if (tables.find(caller, SyncTables.CONFLICT, key(entry), "state").isEmpty())
            throw TorgException.of(ProblemKind.CONFLICT, "sync.nothing-asked", "there is nothing to decide about change " + entry);
        tables.write(caller, Write.of(new Change.Update(SyncTables.CONFLICT, key(entry), Map.of("keep", keep.name().toLowerCase(Locale.ROOT), "by", by, "decided", clock.instant()))));
    }

    /** The change is over, this way or that. */
    public void over(long entry) {
        if (tables.find(caller, SyncTables.CONFLICT, key(entry), "state").isPresent()) tables.write(caller, Write.of(new Change.Delete(SyncTables.CONFLICT, key(entry))));
    }

    private static String key(long entry) {
        return String.valueOf(entry);
    }
}
