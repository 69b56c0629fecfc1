package torg.invitations;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/** Who did what about whom, written together with what was done. */
final class Deeds {
    static final Caller HOUSE = Caller.service("invitations");
    private static final int MOST = 20;
    private final Tables tables;
    private final InstantSource clock;

    Deeds(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param name of whoever it was done to, or the e-mail address
     * @param more further columns: {@code contact}, {@code account}, {@code invitation}, {@code roles}, {@code place}
     */
    Change of(String did, Caller doer, String name, Map<String, Optional<String>> more) {
        var values = new HashMap<String, Object>(Map.of("deed", UUID.randomUUID().toString(), "at", clock.instant(), "did", did, "doername", doer.name(),
                "name", name));
        doer.contact().ifPresent(contact -> values.put("doer", contact));
        more.forEach((column, value) -> value.ifPresent(text -> values.put(column, text)));
        return new Change.Create(InvitationTables.DEED, values);
    }

    /** The newest at the accounts that the inviter looks after. */
    List<Row> newest(Inviter inviter) {
        var query = Query.of(InvitationTables.DEED, "at", "did", "doername", "name", "account", "roles").where(inviter.at(tables, "account"))
                .order(new Query.Order("at", true)).top(MOST);
        return tables.query(HOUSE, query).rows();
    }
}
