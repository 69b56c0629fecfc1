package torg.identity.local.contact;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.identity.Identity.Account;

/** Which accounts a contact may act for: the one its row names, and those it is a member of if the site has such a table. */
public final class Memberships {
    public static final String TABLE = "membership";
    public static final String ACCOUNTS = "account";
    private static final String ACCOUNT = "account";
    private static final String CONTACT = "contact";
    private static final Caller HOUSE = Caller.service("identity-local");
    /** More accounts than anybody works for. */
    private static final int MOST = 1_000;
    private final Tables tables;

    Memberships(Tables tables) {
        this.tables = tables;
    }

    /** The main account first, the others by name. */
    List<Account> accounts(Row contact) {
        var main = contact.text(ACCOUNT).map(this::named);
        var others = new LinkedHashMap<String, Account>();
        for (var row : rows(contact.key())) row.text(ACCOUNT).map(this::named).ifPresent(account -> others.put(account.key(), account));
        main.map(Account::key).ifPresent(others::remove);
        return Stream.concat(main.stream(), others.values().stream().sorted(Comparator.comparing(Account::name).thenComparing(Account::key))).toList();
    }

    private List<Row> rows(String contact) {
        var there = tables.schema().find(TABLE).filter(table -> table.column(CONTACT).isPresent() && table.column(ACCOUNT).isPresent());
        return there.isEmpty() ? List.of() : tables.query(HOUSE, Query.of(TABLE, ACCOUNT).where(Condition.eq(CONTACT, contact)).top(MOST)).rows();
    }

    private Account named(String key) {
        var name = tables.schema().find(ACCOUNTS).flatMap(table -> tables.find(HOUSE, ACCOUNTS, key, table.title()).flatMap(row -> row.text(table.title())));
        return new Account(key, name.filter(text -> !text.isBlank()).orElse(key));
    }
}
