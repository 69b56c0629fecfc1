package torg.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.identity.RoleGrant;
import torg.spi.identity.Identity;

/** Knows one person and her chief, and one who has a second factor, {@code twice@example}; tires after some wrong passwords for {@code tired@example}. */
final class OnePerson implements Identity {
    private static final Map<String, Caller> PEOPLE = Map.of(
            "maria@example", Caller.contact("MARIA", "Maria", List.of("ALFKI"), List.of("buyer", "administrator")),
            "kim@example", Caller.contact("KIM", "Kim", List.of("ALFKI"), List.of("chief")));

    private final AtomicInteger sessions = new AtomicInteger();
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    @Override
    public Entry signIn(String name, String password, String address) {
        if (name.equals("tired@example")) return new Entry.TooMany(Duration.ofSeconds(30));
        if (name.equals("twice@example") && password.equals("right")) return new Entry.SecondFactor("ticket-of-twice");
        if (!PEOPLE.containsKey(name) || !password.equals("right")) return new Entry.Refused();
        var token = "token-" + sessions.incrementAndGet();
        var session = new Session(PEOPLE.get(name), "csrf-of-" + token, Optional.empty());
        open.put(token, session);
        return new Entry.Granted(token, session);
    }

    @Override
    public Entry secondStep(String ticket, String code, String address) {
        return ticket.equals("ticket-of-twice") && code.equals("123456") ? signIn("kim@example", "right", address) : new Entry.Refused();
    }

    @Override
    public Optional<Session> whoIs(String token, String address) {
        return Optional.ofNullable(open.get(token));
    }

    @Override
    public Client client(String token, String address) {
        var maria = PEOPLE.get("maria@example");
        return switch (token) {
            case "good" -> new Client.Known(maria, Optional.empty());
            case "reader" -> new Client.Known(maria.within(new Limits(true, Set.of(), new TreeSet<>())), Optional.empty());
            case "guess" -> new Client.TooMany(Duration.ofSeconds(30));
            default -> new Client.Unknown();
        };
    }

    /** Maria may act for a second account. */
    @Override
    public List<Account> accountsOf(Caller caller) {
        return caller.name().equals("Maria") ? List.of(new Account("ALFKI", "Alfreds"), new Account("ANATR", "Ana's")) : List.of(new Account("ALFKI", "Alfreds"));
    }

    @Override
    public List<RoleGrant> rolesOf(Caller caller) {
        return List.of(new RoleGrant("buyer", RoleGrant.From.ACCOUNT, "ALFKI"));
    }

    @Override
    public boolean actFor(Caller caller, String csrf, String account) {
        if (accountsOf(caller).stream().noneMatch(one -> one.key().equals(account))) return false;
        open.replaceAll((_, session) -> session.csrf().equals(csrf)
                ? new Session(Caller.contact(caller.contact().orElseThrow(), caller.name(), List.of(account), caller.roles()), csrf, session.language()) : session);
        return true;
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return PEOPLE.values().stream().filter(caller -> caller.contact().equals(Optional.of(contact))).findFirst();
    }

    @Override
    public void signOut(String token) {
        open.remove(token);
    }
}
