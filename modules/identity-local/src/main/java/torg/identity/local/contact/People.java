package torg.identity.local.contact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.spi.identity.Identity.Account;

/** Contacts that may come in, those in use in memory. */
public final class People {
    private static final Caller HOUSE = Caller.service("identity-local");
    private static final int MOST_REMEMBERED = 10_000;
    private final Tables tables;
    private final Memberships memberships;
    private final boolean demo;
    private final Map<String, Optional<Person>> known = new ConcurrentHashMap<>();

    /** @param demo whether people of the demo may come in */
    public People(Tables tables, boolean demo) {
        this.tables = tables;
        this.memberships = new Memberships(tables);
        this.demo = demo;
    }

    /** Who this contact is as a caller, if it may come in now. */
    public Optional<Person> find(String contact) {
        if (known.size() > MOST_REMEMBERED) known.clear();
        return known.computeIfAbsent(contact, this::read);
    }

    /** The credential of an e-mail address, however it is written; none where no address is like this, which the store need not be asked and could not. */
    public Optional<Credential> credential(String email) {
        if (Characters.unfit(email, false)) return Optional.empty();
        var query = Query.of(IdentityTables.CREDENTIAL, "email", "hash", "demo").where(Condition.eq("email", Email.compared(email))).top(1);
        return tables.query(HOUSE, query).rows().stream().findFirst().map(Credential::of);
    }

    /** The credential of a contact. */
    public Optional<Credential> credentialOf(String contact) {
        return tables.find(HOUSE, IdentityTables.CREDENTIAL, contact).map(Credential::of);
    }

    /** Something that anybody may be made of changed. */
    public void forgetAll() {
        known.clear();
    }

    /** Something about the contact changed. A reading that began before ends before it can be removed, so nothing old is remembered. */
    public void forget(String contact) {
        known.remove(contact);
    }

    private Optional<Person> read(String contact) {
        var credential = tables.find(HOUSE, IdentityTables.CREDENTIAL, contact);
        if (credential.isEmpty() || credential.get().is("locked") || credential.get().is("demo") && !demo) return Optional.empty();
        return tables.find(HOUSE, "contact", contact).filter(row -> !row.is("inactive")).map(row -> person(row, credential.get().is("demo")));
    }

    private Person person(Row row, boolean shared) {
        var title = tables.schema().table("contact").title();
        return new Person(row.key(), row.text(title).filter(name -> !name.isBlank()).orElse(row.key()), memberships.accounts(row), row.text("language"), shared);
    }

    /**
     * A contact as a caller is made of it, its web roles apart.
     *
     * @param accounts that it may act for, its main account first
     * @param shared whether it is of the demo, and everybody knows what it comes in with
     */
    public record Person(String contact, String name, List<Account> accounts, Optional<String> language, boolean shared) {
        public Person {
            accounts = List.copyOf(accounts);
        }

        /** The account it acts for: the one it chose, as long as it may, else its main account; none if it has none. */
        public List<String> acting(Optional<String> chosen) {
            var keys = accounts.stream().map(Account::key).toList();
            return chosen.filter(keys::contains).or(() -> keys.stream().findFirst()).map(List::of).orElse(List.of());
        }
    }

    /** What a password is checked against. */
    public record Credential(String contact, long version, String email, String hash, boolean demo) {
        private static Credential of(Row row) {
            return new Credential(row.key(), row.version(), row.text("email").orElseThrow(), row.text("hash").orElseThrow(), row.is("demo"));
        }
    }
}
