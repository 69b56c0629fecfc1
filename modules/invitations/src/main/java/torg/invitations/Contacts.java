package torg.invitations;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.access.WebRole;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/** Contacts as they are when somebody is invited, and as they are made of whoever has no row yet. */
final class Contacts {
    static final String CONTACT = "contact";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without what is easily taken for something else. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int MOST_ALIKE = 50;
    private static final int LETTERS_OF_A_KEY = 9;
    private final Tables tables;

    Contacts(Tables tables) {
        this.tables = tables;
    }

    Optional<Row> find(String key) {
        return tables.find(Deeds.HOUSE, CONTACT, key);
    }

    /** Name of a contact, or of an account, for people; its key where it has none. */
    String name(String table, String key) {
        var title = tables.schema().table(table).title();
        return tables.find(Deeds.HOUSE, table, key, title).flatMap(row -> row.text(title)).filter(name -> !name.isBlank()).orElse(key);
    }

    /** The contacts of an account with this e-mail address, however it is written; those that are inactive left out. */
    List<Row> of(String email, Optional<String> account) {
        var query = Query.of(CONTACT, "email", Inviter.ACCOUNT, "inactive").where(new Condition.StartsWith("email", email));
        return tables.query(Deeds.HOUSE, query).rows().stream().filter(row -> row.text(Inviter.ACCOUNT).equals(account) && !row.is("inactive")
                && row.text("email").map(Contacts::compared).equals(Optional.of(email)))
                .toList();
    }

    /** The accounts of which the ERP has a contact with this address, each once. */
    List<String> accounts(String email) {
        var query = Query.of(CONTACT, "email", Inviter.ACCOUNT, "inactive").where(new Condition.StartsWith("email", email)).top(MOST_ALIKE);
        return tables.query(Deeds.HOUSE, query).rows().stream().filter(row -> !row.is("inactive") && row.text("email").map(Contacts::compared).equals(Optional.of(email)))
                .flatMap(row -> row.text(Inviter.ACCOUNT).stream()).distinct().toList();
    }

    static String compared(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** What a contact lacks for these roles, as names of columns for people: one that is there, or one that would be made for the account. */
    List<String> lacking(Optional<Row> contact, Optional<String> account, Collection<WebRole> roles, Locale locale) {
        var carried = contact.map(Row::cells).orElseGet(() -> fromAccount(account, roles));
        var table = tables.schema().table(CONTACT);
        return needs(roles).stream().filter(column -> !carried.containsKey(column) || carried.get(column).toString().isBlank())
                .map(column -> table.column(column).map(found -> found.label().in(locale)).orElse(column)).toList();
    }

    private static Collection<String> needs(Collection<WebRole> roles) {
        return roles.stream().flatMap(role -> role.needs().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A contact for whoever has none yet. What its roles need, and people cannot know, it has from its account, where that has a column of the same name.
     *
     * @param roles all that it gets
     */
    Change.Create made(String email, String firstName, String lastName, Optional<String> account, Optional<String> language, Collection<WebRole> roles) {
        var table = tables.schema().table(CONTACT);
        var values = new HashMap<>(fromAccount(account, roles));
        values.putAll(Map.of("email", email, "firstname", firstName, "lastname", lastName, table.title(), (firstName + " " + lastName).strip()));
        language.ifPresent(tag -> values.put("language", tag));
        values.keySet().removeIf(column -> table.column(column).isEmpty());
        values.put(table.key(), key());
        return new Change.Create(CONTACT, values);
    }

    private Map<String, Object> fromAccount(Optional<String> account, Collection<WebRole> roles) {
        var values = new HashMap<String, Object>();
        var row = account.flatMap(key -> tables.find(Deeds.HOUSE, Inviter.ACCOUNT, key));
        row.ifPresent(found -> needs(roles).forEach(column -> found.value(column).ifPresent(value -> values.put(column, value))));
        account.ifPresent(key -> values.put(Inviter.ACCOUNT, key));
        return values;
    }

    /** Short enough for an ERP that numbers its people in twenty characters. */
    private static String key() {
        return "P-" + RANDOM.ints(LETTERS_OF_A_KEY, 0, LETTERS.length()).mapToObj(at -> String.valueOf(LETTERS.charAt(at))).collect(Collectors.joining());
    }
}
