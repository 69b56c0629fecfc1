package torg.identity.local.password;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
 * Gives contacts the password they sign in with from then on, and ends their sessions, the tokens of programs in their name (whoever got in may have made
 * one) and the links by which another could be chosen. They end in the write that brings the password; those that begin
 * meanwhile end after it, and one that begins later still has seen the new password, see {@link torg.identity.local.LocalIdentity#signIn}.
 */
public final class Credentials {
    private static final Caller HOUSE = Caller.service("identity-local");
    /** So many sessions, tokens or links are looked for at a time. */
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
        // whoever is let in anew begins with a credential of the same version, and links to the former one would count again
        keys(IdentityTables.ADDRESS, contact).forEach(key -> all.add(new Change.Delete(IdentityTables.ADDRESS, key)));
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
     * Set the password, whatever there was before. Whoever was in the account meanwhile may have a mail by which an address of theirs comes back: it does not outlive this either.
     *
     * @param email with which the contact signs in
     * @param hash see {@link Passwords#hash}
     */
    public void set(String contact, String email, String hash) {
        var all = new ArrayList<Change>();
        all.add(new Change.Put(IdentityTables.CREDENTIAL, contact, Map.of("email", Email.compared(email), "hash", hash, "demo", false)));
        keys(IdentityTables.ADDRESS, contact).forEach(key -> all.add(new Change.Delete(IdentityTables.ADDRESS, key)));
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
        var changes = List.<Change>of(new Change.Update(IdentityTables.CREDENTIAL, read.contact(), OptionalLong.of(read.version()), Map.of("hash", hash)),
                new Change.Update(IdentityTables.SESSION, asking.get().key(), Map.of("csrf", csrf)));
        return unlessChanged(changes, read.contact(), Optional.of(asking.get().key()));
    }

    /**
     * Set another password in place of one that was read, by a link that ends with it.
     *
     * @param link key in {@link IdentityTables#RESET}
     * @param with written in the same transaction
     * @return false, and nothing is changed, when the credential is another by now, or none, or the link was used
     */
    public boolean reset(Credential read, String link, String hash, List<Change> with) {
        var changes = new ArrayList<>(with);
        changes.add(new Change.Delete(IdentityTables.RESET, link));
        changes.add(new Change.Update(IdentityTables.CREDENTIAL, read.contact(), OptionalLong.of(read.version()), Map.of("hash", hash)));
        return unlessChanged(changes, read.contact(), Optional.empty());
    }

    /**
     * Let a contact sign in with another address, in place of what was read.
     *
     * @param hash another password's, or empty
     * @param with written in the same transaction
     * @return false, and nothing is changed, when the credential is another by now, or something of {@code with} is gone
     * @throws TorgException CONFLICT when somebody else signs in with that address
     */
    public boolean readdress(Credential read, String email, Optional<String> hash, List<Change> with) {
        var values = new HashMap<String, Object>(Map.of("email", Email.compared(email)));
        hash.ifPresent(other -> values.put("hash", other));
        var changes = new ArrayList<>(with);
        changes.addFirst(new Change.Update(IdentityTables.CREDENTIAL, read.contact(), OptionalLong.of(read.version()), values));
        return unlessChanged(changes, read.contact(), Optional.empty());
    }

    private boolean unlessChanged(List<Change> changes, String contact, Optional<String> kept) {
        try {
            write(changes, contact, kept);
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    private void write(List<Change> changes, String contact, Optional<String> kept) {
        var all = new ArrayList<>(changes);
        ends(contact, kept).stream().filter(end -> !changes.contains(end)).forEach(all::add);
        try {
            tables.write(HOUSE, Write.of(all));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            // A session has ended by itself meanwhile, or something else is gone: then this says so.
            tables.write(HOUSE, Write.of(changes));
        }
        for (var rest = ends(contact, kept); !rest.isEmpty(); rest = ends(contact, kept)) rest.forEach(this::end);
    }

    /** The ends of what may still stand open to whoever knew the former password. */
    private List<Change> ends(String contact, Optional<String> kept) {
        return Stream.of(IdentityTables.SESSION, IdentityTables.TOKEN, IdentityTables.RESET).flatMap(table -> keys(table, contact)
                .filter(key -> !kept.equals(Optional.of(key))).<Change>map(key -> new Change.Delete(table, key))).toList();
    }

    private Stream<String> keys(String table, String contact) {
        return tables.query(HOUSE, Query.of(table).where(Condition.eq("contact", contact)).top(AT_A_TIME)).rows().stream().map(Row::key);
    }

    /** It may end by itself meanwhile. */
    private void end(Change end) {
        try {
            tables.write(HOUSE, Write.of(end));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }
}
