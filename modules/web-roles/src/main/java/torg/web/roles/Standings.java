package torg.web.roles;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import torg.api.identity.Caller;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/**
 * What was given to contacts, to accounts, and to contacts as members of accounts: as it is kept, whatever the site defines. Remembered until what it was
 * read from changes.
 */
final class Standings {
    private static final Caller HOUSE = Caller.service("web-roles");
    private static final String CONTACT = "contact";
    private static final String ACCOUNT = "account";
    private static final String MEMBERSHIP = "membership";
    /** More than are active at once; beyond it is cheaper to ask again than to remember. */
    private static final int MOST_REMEMBERED = 10_000;
    /** More accounts than anybody works for. */
    private static final int MOST_MEMBERSHIPS = 1_000;
    private final Tables tables;
    private final Map<String, OfContact> contacts = new ConcurrentHashMap<>();
    private final Map<String, SortedSet<String>> accounts = new ConcurrentHashMap<>();

    Standings(Tables tables) {
        this.tables = tables;
    }

    /**
     * What was given to a contact.
     *
     * @param own wherever it belongs
     * @param main its main account
     * @param memberships roles by account
     */
    record OfContact(SortedSet<String> own, Optional<String> main, Map<String, SortedSet<String>> memberships) {}

    OfContact contact(String key) {
        return remembered(contacts, key, this::read);
    }

    SortedSet<String> account(String key) {
        return remembered(accounts, key, account -> given(AssignmentTable.OF_ACCOUNTS, account));
    }

    /**
     * A reading that began before the commit ends before its entry can be removed, because the map lets one at a time at an entry; so no old
     * roles are remembered. Whose membership it was cannot be told of one that is gone; memberships change seldom.
     */
    void committed(List<Committed> entries) {
        for (var entry : entries) {
            switch (entry.table()) {
                case AssignmentTable.OF_CONTACTS, CONTACT -> contacts.remove(entry.key());
                case AssignmentTable.OF_ACCOUNTS -> accounts.remove(entry.key());
                case MEMBERSHIP -> contacts.clear();
                default -> { }
            }
        }
    }

    private static <T> T remembered(Map<String, T> all, String key, Function<String, T> read) {
        if (all.size() > MOST_REMEMBERED) all.clear();
        return all.computeIfAbsent(key, read);
    }

    private OfContact read(String contact) {
        var people = tables.schema().find(CONTACT).filter(table -> table.column(ACCOUNT).isPresent());
        var main = people.flatMap(_ -> tables.find(HOUSE, CONTACT, contact, ACCOUNT)).flatMap(row -> row.text(ACCOUNT));
        return new OfContact(given(AssignmentTable.OF_CONTACTS, contact), main, memberships(contact));
    }

    private SortedSet<String> given(String table, String key) {
        return names(tables.find(HOUSE, table, key).flatMap(row -> row.text(AssignmentTable.ROLES)));
    }

    /** A site need not have memberships. Of two for one account both count. */
    private Map<String, SortedSet<String>> memberships(String contact) {
        var memberships = new TreeMap<String, SortedSet<String>>();
        for (var row : rows(contact)) memberships.computeIfAbsent(row.text(ACCOUNT).orElse(""), _ -> new TreeSet<>()).addAll(names(row.text(AssignmentTable.ROLES)));
        return Collections.unmodifiableMap(memberships);
    }

    private List<Row> rows(String contact) {
        var there = tables.schema().find(MEMBERSHIP).filter(table -> List.of(CONTACT, ACCOUNT, AssignmentTable.ROLES).stream().allMatch(name -> table.column(name).isPresent()));
        if (there.isEmpty()) return List.of();
        return tables.query(HOUSE, Query.of(MEMBERSHIP, ACCOUNT, AssignmentTable.ROLES).where(Condition.eq(CONTACT, contact)).top(MOST_MEMBERSHIPS)).rows();
    }

    /** As a row lists them. */
    static SortedSet<String> names(Optional<String> listed) {
        var names = new TreeSet<String>();
        listed.ifPresent(text -> List.of(text.split(",")).forEach(name -> names.add(name.strip())));
        return Collections.unmodifiableSortedSet(names);
    }
}
