package torg.identity.local.device;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.session.Tokens;

/** Which browsers a contact has signed in from. Two people of one browser have nothing in common here: what is kept is a hash of both. */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    /** More than a person has; who comes with a new one each time, such as a program that keeps no cookies, has the oldest forgotten. */
    public static final int MOST_OF_A_CONTACT = 50;
    private final Tables tables;
    private final InstantSource clock;

    public Devices(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Remember the browser from which a contact signs in at this moment, if there is one. Whoever signs in does not suffer when that goes wrong.
     *
     * @param warning of a browser that is new to a contact who signed in before: what is written with it; empty for nobody to be told
     * @return whether it is such a one
     */
    public boolean met(String contact, Function<Trace, Optional<Change>> warning) {
        var trace = Trace.now();
        if (trace.device().isEmpty()) return false;
        try {
            return met(contact, Tokens.hash(contact + " " + trace.device()), () -> warning.apply(trace));
        } catch (TorgException e) {
            LOG.warn("device not remembered because={}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("device not remembered", e);
        }
        return false;
    }

    private boolean met(String contact, String device, Supplier<Optional<Change>> warning) {
        var query = Query.of(IdentityTables.DEVICE).where(Condition.eq("contact", contact)).order(new Query.Order("seen", true)).top(MOST_OF_A_CONTACT + 1);
        var known = tables.query(HOUSE, query).rows().stream().map(Row::key).toList();
        var isNew = !known.contains(device) && (!known.isEmpty() || hasAnotherSession(contact));
        var changes = new ArrayList<Change>(List.of(new Change.Put(IdentityTables.DEVICE, device, Map.of("contact", contact, "seen", clock.instant()))));
        known.stream().filter(key -> !key.equals(device)).skip(MOST_OF_A_CONTACT - 1).forEach(key -> changes.add(new Change.Delete(IdentityTables.DEVICE, key)));
        if (isNew) warning.get().ifPresent(changes::add);
        tables.write(HOUSE, Write.of(changes));
        return isNew;
    }

    /** Beside the one that has just begun: of a contact who signed in before browsers were known again, or without one. */
    private boolean hasAnotherSession(String contact) {
        return tables.query(HOUSE, Query.of(IdentityTables.SESSION).where(Condition.eq("contact", contact)).top(2)).rows().size() > 1;
    }
}
