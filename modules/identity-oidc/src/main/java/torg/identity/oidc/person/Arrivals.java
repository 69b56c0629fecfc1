package torg.identity.oidc.person;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Characters;
import torg.identity.oidc.provider.Refused;
import torg.identity.oidc.provider.Said;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Admissions.Standing;

/** Which contact somebody is who comes from a provider, and with which roles. Nobody is let in of whom neither the person nor the site's document said so. */
public final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final Caller HOUSE = Caller.service("identity-oidc");
    private static final String CONTACT = "contact";
    private static final String ACCOUNT = "account";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without what is easily taken for something else. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LETTERS_OF_A_KEY = 9;
    private static final int LETTERS_OF_A_PASSWORD = 60;
    private static final int LONGEST_NAME = 60;
    private final Tables tables;
    private final Links links;
    private final Admissions admissions;
    private final WebRoles roles;

    public Arrivals(Tables tables, Links links, Admissions admissions, WebRoles roles) {
        this.tables = tables;
        this.links = links;
        this.admissions = admissions;
        this.roles = roles;
    }

    /** Whether a provider may speak for a contact: it is of an account of which the document says so, if it names accounts at all. */
    public boolean admits(Mapping mapping, String contact) {
        return mapping.admits(tables.find(HOUSE, CONTACT, contact).flatMap(row -> row.text(ACCOUNT)));
    }

    /** The contact's key. */
    public String contact(Origin origin, Mapping mapping, Said said) throws Refused {
        var linked = links.contact(origin, said.subject());
        var contact = linked.isPresent() ? linked.get() : newcomer(origin, mapping, said);
        if (!admits(mapping, contact)) throw new Refused("the contact is of an account for which the provider does not speak");
        return contact;
    }

    private String newcomer(Origin origin, Mapping mapping, Said said) throws Refused {
        if (mapping.unknown() == Mapping.Unknown.REFUSE) throw new Refused("nobody is linked with this identity");
        var email = said.verifiedEmail().map(address -> address.toLowerCase(Locale.ROOT)).orElseThrow(() -> new Refused("nobody is linked with this identity, and it has no verified e-mail address"));
        var account = mapping.account(said, email).filter(key -> tables.find(HOUSE, ACCOUNT, key).isPresent()).orElseThrow(() -> new Refused("nobody is linked with this identity, and it belongs to no account"));
        var all = there(email, account);
        var there = all.stream().filter(row -> !row.is("inactive")).toList();
        if (there.isEmpty() && !all.isEmpty()) throw new Refused("the contact of the account that has this e-mail address is inactive");
        if (there.size() > 1) throw new Refused("two contacts of the account have this e-mail address");
        if (there.isEmpty() && mapping.unknown() != Mapping.Unknown.CREATE) throw new Refused("no contact of the account has this e-mail address");
        var changes = new ArrayList<Change>();
        var made = there.isEmpty() ? Optional.of(made(said, email, account, mapping)) : Optional.<Change.Create>empty();
        made.ifPresent(changes::add);
        var key = made.map(create -> (String) create.values().get(tables.schema().table(CONTACT).key())).orElseGet(() -> there.getFirst().key());
        if (admissions.isRemoved(key)) throw new Refused("the contact was removed, and nobody let it in again");
        if (admissions.standing(key) == Standing.OUT) changes.add(admissions.admitted(key, email, drawn(LETTERS_OF_A_PASSWORD)));
        changes.add(links.made(origin, said.subject(), key));
        try {
            tables.write(HOUSE, Write.of(changes));
        } catch (TorgException e) {
            throw new Refused("no contact can be made or linked", e);
        }
        return key;
    }

    /** Contacts of the account with this address, those that are inactive among them: who was put out does not come in as somebody new. */
    private List<Row> there(String email, String account) {
        return tables.query(HOUSE, Query.of(CONTACT, "email", "inactive").where(Condition.all(Condition.eq(ACCOUNT, account), new Condition.StartsWith("email", email)))).rows().stream()
                .filter(row -> row.text("email").filter(address -> address.strip().equalsIgnoreCase(email)).isPresent()).toList();
    }

    /** What its roles need, and the provider does not know, it has from its account, where that has a column of the same name. */
    private Change.Create made(Said said, String email, String account, Mapping mapping) {
        var table = tables.schema().table(CONTACT);
        var values = new HashMap<String, Object>();
        var row = tables.find(HOUSE, ACCOUNT, account);
        mapping.given(said).stream().flatMap(name -> roles.role(name).stream()).flatMap(role -> role.needs().stream())
                .forEach(column -> row.flatMap(found -> found.value(column)).ifPresent(value -> values.put(column, value)));
        var first = name(said, "given_name");
        var last = name(said, "family_name");
        var full = Optional.of((first + " " + last).strip()).filter(name -> !name.isEmpty()).or(() -> Optional.of(name(said, "name")).filter(name -> !name.isEmpty())).orElse(email);
        values.putAll(Map.of(ACCOUNT, account, "email", email, "firstname", first, "lastname", last, table.title(), full));
        values.entrySet().removeIf(cell -> table.column(cell.getKey()).isEmpty() || cell.getValue().equals(""));
        values.put(table.key(), "P-" + drawn(LETTERS_OF_A_KEY));
        return new Change.Create(CONTACT, values);
    }

    private static String name(Said said, String claim) {
        var name = Characters.line(said.text(claim).orElse(""));
        return name.length() > LONGEST_NAME ? "" : name;
    }

    /**
     * What is to be done once the contact is in, so that it has the roles that the provider gives now; those of which the document does not speak stay as they are.
     * What cannot be given is told to whoever runs the portal, and keeps nobody out; what the provider does not give any more is taken all the same.
     */
    public Runnable roles(Origin origin, Mapping mapping, Said said, String contact) {
        if (mapping.roles().isEmpty() || !mapping.hasAuthority()) return () -> { };
        var given = mapping.given(said);
        var taken = mapping.managed();
        taken.removeAll(given);
        return () -> {
            given.retainAll(roles.defined());
            if (!exchanged(origin, contact, taken, given) && !given.isEmpty()) exchanged(origin, contact, taken, Set.of());
        };
    }

    private boolean exchanged(Origin origin, String contact, Set<String> taken, Set<String> given) {
        try {
            roles.exchange(contact, taken, given);
            return true;
        } catch (TorgException e) {
            LOG.warn("provider={} contact={} event=roles-not-given code={}: {}", origin.provider(), contact, e.code(), e.getMessage());
            return false;
        }
    }

    private static String drawn(int letters) {
        return RANDOM.ints(letters, 0, LETTERS.length()).mapToObj(at -> String.valueOf(LETTERS.charAt(at))).collect(Collectors.joining());
    }
}
