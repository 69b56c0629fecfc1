package torg.identity.local.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.Email;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.People.Credential;

/**
 * Gives contacts the password they sign in with from then on, and ends their sessions and the tokens of programs in their name: whoever got in may have made
 * one. They end in the write that brings the password; those that begin
 * meanwhile end after it, and one that begins later still has seen the new password, see {@link torg.identity.local.LocalIdentity#signIn}.
 */
public final class Credentials {
    private static final Caller HOUSE = Caller.service("identity-local");
    /** So many sessions are looked for at a time. */
    private static final int AT_A_TIME = 1_000;
    private final Tables tables;

    public Credentials(Tables tables) {
        this.tables = tables;
    }

    /** The contact that signs in with this address, whether or not it still has it. */
    public Optional<String> holder(String email) {
        return tables.query(HOUSE, Query.of(IdentityTables.CREDENTIAL).where(Condition.eq("email", Email.compared(email))).top(1)).rows().stream().findFirst().map(Row::key);
    }

    /** Take from a contact what it signs in with, and end its sessions. */
    public void remove(String contact) {
        remove(contact, List.of());
    }

    /**
     * The same.
     *
     * @param with written in the same transaction
     */
    public void remove(String contact, List<Change> with) {
        var all = new ArrayList<Change>(with);
        all.add(new Change.Delete(IdentityTables.CREDENTIAL, contact));
        write(all, contact, Optional.empty());
    }

    /** The change by which a contact that has none yet has a password; CONFLICT when it has one by then, or another contact that address. */
    public static Change first(String contact, String email, String hash) {
        return new Change.Create(IdentityTables.CREDENTIAL, Map.of("contact", contact, "email", Email.compared(email), "hash", hash));
    }

    /**
     * Lock out a contact that has a password, or let it in again.
     *
     * @param with written in the same transaction
     */
    public void lock(String contact, boolean locked, List<Change> with) {
        var all = new ArrayList<Change>(with);
        all.add(new Change.Update(IdentityTables.CREDENTIAL, contact, Map.of("locked", locked)));
        write(all, contact, Optional.empty());
    }

    /**
     * Set the password, whatever there was before.
     *
     * @param email with which the contact signs in
     * @param hash see {@link Passwords#hash}
     */
    public void set(String contact, String email, String hash) {
        set(contact, email, hash, List.of());
    }

    /**
     * The same.
     *
     * @param with written in the same transaction
     */
    public void set(String contact, String email, String hash, List<Change> with) {
        var all = new ArrayList<Change>(with);
        all.add(new Change.Put(IdentityTables.CREDENTIAL, contact, Map.of("email", Email.compared(email), "hash", hash, "demo", false)));
        write(all, contact, Optional.empty());
    }

    /**
     * Set another password in place of one that was read.
     *
     * @param csrf of the session that asks, which stays
     * @return false, and nothing is changed, when the credential is another by now or that session has ended
     */
    public boolean replace(Credential read, String hash, String csrf) {
        var asking = tables.query(HOUSE, Query.of(IdentityTables.SESSION, "csrf").where(Condition.eq("contact", read.contact())).top(AT_A_TIME)).rows().stream()
                .filter(session -> session.text("csrf").equals(Optional.of(csrf))).findFirst();
        if (asking.isEmpty()) return false;
        // The session gets the token that it has: the write holds only if it is still there.
        var changes = List.of(new Change.Update(IdentityTables.CREDENTIAL, read.contact(), OptionalLong.of(read.version()), Map.of("hash", hash)),
                new Change.Update(IdentityTables.SESSION, asking.get().key(), Map.of("csrf", csrf)));
        try {
            write(changes, read.contact(), Optional.of(asking.get().key()));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    private void write(List<? extends Change> changes, String contact, Optional<String> kept) {
        var all = new ArrayList<Change>(changes);
        sessions(contact, kept).forEach(session -> all.add(new Change.Delete(IdentityTables.SESSION, session)));
        tokens(contact).forEach(token -> all.add(new Change.Delete(IdentityTables.TOKEN, token)));
        try {
            tables.write(HOUSE, Write.of(all));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            // A session has ended by itself meanwhile, or something else is gone: then this says so.
            tables.write(HOUSE, Write.of(changes));
        }
        for (var rest = sessions(contact, kept); !rest.isEmpty(); rest = sessions(contact, kept)) rest.forEach(session -> end(IdentityTables.SESSION, session));
        for (var rest = tokens(contact); !rest.isEmpty(); rest = tokens(contact)) rest.forEach(token -> end(IdentityTables.TOKEN, token));
    }

    private List<String> tokens(String contact) {
        return tables.query(HOUSE, Query.of(IdentityTables.TOKEN).where(Condition.eq("contact", contact)).top(AT_A_TIME)).rows().stream().map(Row::key).toList();
    }

    private List<String> sessions(String contact, Optional<String> kept) {
        var query = Query.of(IdentityTables.SESSION).where(Condition.eq("contact", contact)).top(AT_A_TIME);
        return tables.query(HOUSE, query).rows().stream().map(Row::key).filter(key -> !kept.equals(Optional.of(key))).toList();
    }

    /** It may end by itself meanwhile. */
    private void end(String table, String key) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(table, key)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }
}
