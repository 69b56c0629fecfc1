package torg.identity.local;

import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;

/** Gives contacts the password they sign in with from then on. */
final class Credentials {
    private static final Caller HOUSE = Caller.service("identity-local");
    /** More than a person has; the rest goes with the next password. */
    private static final int MOST_SESSIONS = 1_000;
    private final Tables tables;

    Credentials(Tables tables) {
        this.tables = tables;
    }

    /**
     * Set the password, and end the contact's sessions. They are looked for once the password is written: a session that begins later has seen the
     * new one, see {@link LocalIdentity#signIn}.
     *
     * @param email with which the contact signs in
     * @param hash see {@link Passwords#hash}
     * @param kept CSRF token of the session that stays, if one does
     */
    void set(String contact, String email, String hash, Optional<String> kept) {
        tables.write(HOUSE, Write.of(new Change.Put(IdentityTables.CREDENTIAL, contact, Map.of("email", Email.compared(email), "hash", hash, "demo", false))));
        var sessions = tables.query(HOUSE, Query.of(IdentityTables.SESSION, "csrf").where(Condition.eq("contact", contact)).top(MOST_SESSIONS)).rows();
        sessions.stream().filter(session -> kept.isEmpty() || !session.text("csrf").equals(kept)).forEach(session -> end(session.key()));
    }

    /** It may end by itself meanwhile. */
    private void end(String session) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(IdentityTables.SESSION, session)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }
}
