package torg.identity.local.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.identity.local.contact.Callers;
import torg.identity.local.contact.People;
import torg.identity.local.limit.Guesses;
import torg.spi.identity.Identity.Client;

/** Who a program is that comes with a token: its contact, or itself, as that one is now. */
public final class Programs {
    private final ProgramTokens tokens;
    private final People people;
    private final Callers callers;
    private final Guesses guesses;

    public Programs(ProgramTokens tokens, People people, Callers callers, InstantSource clock) {
        this.tokens = tokens;
        this.people = people;
        this.callers = callers;
        this.guesses = new Guesses(clock);
    }

    /** A token in use is good wherever others guess; beside it, from a place of too many guesses none is looked at. */
    public Client of(String token, String address) {
        var wait = tokens.isInUse(token) ? Optional.<Duration>empty() : guesses.wait(address);
        if (wait.isPresent()) return new Client.TooMany(wait.get());
        var kept = tokens.find(token);
        if (kept.isEmpty()) guesses.wrong(address);
        return kept.flatMap(this::acting).orElseGet(Client.Unknown::new);
    }

    /**
     * What it was made for it does not outgrow: neither an account that was taken from it nor roles that came later. One that would give a role which demands a second
     * factor, and was made without, is none.
     */
    private Optional<Client> acting(ProgramToken token) {
        if (token.contact().isEmpty()) return Optional.of(new Client.Known(itself(token), Optional.empty()));
        return people.find(token.contact().get()).filter(person -> person.acting(token.account()).equals(accounts(token))).flatMap(person -> {
            var contact = callers.of(person, token.account());
            var program = contact.within(limits(token, contact.roles()));
            return token.strong() || !callers.demandSecondFactor(program.roles()) ? Optional.of(new Client.Known(program, person.language())) : Optional.empty();
        });
    }

    private Caller itself(ProgramToken token) {
        var left = new TreeSet<>(token.roles());
        left.retainAll(callers.defined());
        return Caller.client(token.name(), accounts(token), left).within(new Limits(token.readOnly(), token.tables(), new TreeSet<>()));
    }

    private static List<String> accounts(ProgramToken token) {
        return token.account().map(List::of).orElse(List.of());
    }

    private static Limits limits(ProgramToken token, Set<String> roles) {
        var withheld = new TreeSet<>(token.roles().isEmpty() ? Set.<String>of() : roles);
        withheld.removeAll(token.roles());
        withheld.remove("authenticated");
        return new Limits(token.readOnly(), token.tables(), withheld);
    }
}
