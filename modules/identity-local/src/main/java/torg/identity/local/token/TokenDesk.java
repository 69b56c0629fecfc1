package torg.identity.local.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.Memberships;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.identity.local.session.Tokens;
import torg.spi.identity.Entrance.Proof;

/**
 * Where tokens are made, looked at and revoked: by their owners, and by administrators, who also make those of programs that act for themselves. Only in a
 * session: a token makes no tokens.
 */
public final class TokenDesk {
    public static final int MOST_DAYS = 366;
    private static final int MOST_NAMED = 100;
    private static final String EVERYBODYS = "authenticated";
    private static final Caller HOUSE = Caller.service("identity-local");
    private final ProgramTokens programs;
    private final Sessions sessions;
    private final Tables tables;
    private final InstantSource clock;
    private final Supplier<Set<String>> definedRoles;

    /** @param definedRoles web roles there are */
    public TokenDesk(ProgramTokens programs, Sessions sessions, Tables tables, InstantSource clock, Supplier<Set<String>> definedRoles) {
        this.programs = programs;
        this.sessions = sessions;
        this.tables = tables;
        this.clock = clock;
        this.definedRoles = definedRoles;
    }

    /**
     * A token that somebody wants.
     *
     * @param itself whether the program acts for itself and not in the name of who makes it
     * @param account of a program that acts for itself, empty for none; in the name of a contact the one it acts for now, or empty
     * @param roles the only web roles; none means all that the contact has
     * @param tables the only tables; none means all
     */
    public record Wish(String name, boolean itself, String account, Set<String> roles, Set<String> tables, boolean readOnly, int days) {
        public Wish {
            roles = Set.copyOf(roles);
            tables = Set.copyOf(tables);
        }
    }

    /** Whether this request may make tokens at all. */
    public static boolean admits(Request request) {
        return request.caller().contact().isPresent() && request.csrf().isPresent() && request.caller().inPerson();
    }

    public static boolean isAdministrator(Request request) {
        return admits(request) && request.site().settings().isAdministrator(request.caller());
    }

    /** Whether who asks proved so short a time ago who they are that a token may be made. */
    public boolean isFresh(Request request) {
        return admits(request) && sessions.isFresh(request.caller().contact().orElseThrow(), request.csrf().orElseThrow());
    }

    /**
     * Make a token. It is kept in one write with the session from which it comes: whoever takes a new password ends both.
     *
     * @return the token, which is told this once
     * @throws TorgException INVALID with a field problem for each value that cannot be; DENIED for who may not, {@value SessionDesk#PROVE} for who has to prove first who they are; SIGN_IN when the session has ended meanwhile
     */
    public String issue(Request request, Wish wish) {
        if (!admits(request) || wish.itself() && !isAdministrator(request)) throw TorgException.of(ProblemKind.DENIED, "identity-local.token-denied", "tokens are made by who signed in, those of programs by administrators");
        var owner = request.caller();
        var mine = wish.itself() ? Optional.<String>empty() : owner.contact();
        var account = wish.itself() ? Optional.of(wish.account()).filter(key -> !key.isEmpty()) : owner.accounts().stream().findFirst();
        var token = programs.next();
        var fresh = isFresh(request);
        var session = sessions.stays(owner.contact().orElseThrow(), request.csrf().orElseThrow());
        if (session.isEmpty()) throw over();
        if (!fresh) throw SessionDesk.prove();
        var wanted = wanted(wish, mine, account, wish.itself() ? definedRoles.get() : owner.roles(), Optional.of(owner).filter(_ -> !wish.itself()), owner.contact().get(), Tokens.hash(token));
        try {
            keep(wanted.by(sessions.proof(owner.contact().get(), request.csrf().get()).filter(Proof::strong).isPresent()), session);
        } catch (TorgException e) {
            throw e.kind() == ProblemKind.NOT_FOUND ? over() : e;
        }
        return token;
    }

    /**
     * The same for whoever sits at the machine, may do everything, and has made the token already.
     *
     * @param owner in whose name; empty for a program that acts for itself
     * @param id hash of the token
     */
    public void register(Wish wish, Optional<Caller> owner, String id) {
        if (!Tokens.isHash(id)) throw TorgException.of(ProblemKind.MALFORMED, "identity-local.slip", "the request is none that torg token makes");
        var account = owner.isPresent() ? owner.get().accounts().stream().findFirst() : Optional.of(wish.account()).filter(key -> !key.isEmpty());
        keep(wanted(wish, owner.flatMap(Caller::contact), account, owner.<Set<String>>map(Caller::roles).orElseGet(definedRoles), owner, "operator", id).by(true), Optional.empty());
    }

    private static TorgException over() {
        return TorgException.of(ProblemKind.SIGN_IN, "identity-local.sign-in", "the session has ended meanwhile");
    }

    private void keep(ProgramToken token, Optional<Change> only) {
        programs.keep(token, only).ifPresent(why -> {
            throw refused(List.of(new FieldProblem("name", why, why.equals("taken") ? "there is a program of this name already" : "there are " + ProgramTokens.MOST + " tokens already; revoke one")));
        });
    }

    private static TorgException refused(List<FieldProblem> wrong) {
        return TorgException.invalid("identity-local.token", "such a token cannot be made", wrong);
    }

    private ProgramToken wanted(Wish wish, Optional<String> contact, Optional<String> account, Set<String> mayGive, Optional<Caller> owner, String maker, String id) {
        var wrong = new ArrayList<FieldProblem>();
        if (Characters.isBlank(wish.name()) || Characters.unfit(wish.name(), false) || wish.name().length() > IdentityTables.LONGEST_TOKEN_NAME) {
            wrong.add(new FieldProblem("name", "name", "a name of 1 to " + IdentityTables.LONGEST_TOKEN_NAME + " characters is needed, none of them a control character"));
        }
        if (wish.days() < 1 || wish.days() > MOST_DAYS) wrong.add(new FieldProblem("days", "days", "a token lives 1 to " + MOST_DAYS + " days"));
        var roles = new TreeSet<>(wish.roles());
        // Everybody has it, so it may be given; it stays among what is kept, because no name at all means all roles.
        roles.remove(EVERYBODYS);
        if (!mayGive.containsAll(roles) || roles.size() > MOST_NAMED || contact.isEmpty() && wish.roles().isEmpty()) wrong.add(new FieldProblem("roles", "roles", "name web roles that you may give"));
        if (wish.tables().size() > MOST_NAMED || !wish.tables().stream().allMatch(table -> isTable(owner, table))) wrong.add(new FieldProblem("tables", "tables", "name tables that you know"));
        if (account.filter(key -> !isAccount(key)).isPresent()) wrong.add(new FieldProblem("account", "account", "there is no such account"));
        else if (!wish.account().isEmpty() && !account.equals(Optional.of(wish.account()))) wrong.add(new FieldProblem("account", "acting", "a token in a contact's name is for the account acted for when it is made"));
        if (!wrong.isEmpty()) throw refused(List.copyOf(wrong));
        var now = clock.instant();
        return new ProgramToken(id, wish.name().strip(), contact, account, new TreeSet<>(wish.roles()), new TreeSet<>(wish.tables()), wish.readOnly(), false,
                maker, now, Optional.empty(), now.plus(Duration.ofDays(wish.days())));
    }

    /** Those of everybody, for whoever sits at the machine. */
    public List<ProgramToken> everybodys() {
        var all = new ArrayList<ProgramToken>();
        var after = Optional.<String>empty();
        do {
            var page = programs.all(after);
            all.addAll(page.tokens());
            after = page.next();
        } while (after.isPresent());
        return List.copyOf(all);
    }

    /** Revoke one, for whoever sits at the machine; false when there is none of this id. */
    public boolean revoke(String id) {
        return revoked(programs.kept(id));
    }

    /** Those of who asks. */
    public List<ProgramToken> seen(Request request) {
        return admits(request) ? programs.of(request.caller().contact()) : List.of();
    }

    /**
     * Those of everybody, for administrators.
     *
     * @param after where an earlier page ended; empty for the first
     * @throws TorgException MALFORMED for what is the end of no page
     */
    public ProgramTokens.Page everybodys(Request request, Optional<String> after) {
        return isAdministrator(request) ? programs.all(after) : new ProgramTokens.Page(seen(request), Optional.empty());
    }

    /** Revoke a token from the next request on; false when there is none of this id that who asks may revoke. */
    public boolean revoke(Request request, String id) {
        if (!admits(request)) return false;
        return revoked(programs.kept(id).filter(token -> isAdministrator(request) || token.contact().equals(request.caller().contact())));
    }

    private boolean revoked(Optional<ProgramToken> token) {
        token.map(ProgramToken::id).ifPresent(programs::remove);
        return token.isPresent();
    }

    /** Tables that who asks may do something with, or for a program of its own all, by name. */
    public List<Table> tables(Caller caller, boolean itself) {
        return tables.schema().tables().values().stream().filter(table -> isTable(Optional.of(caller).filter(_ -> !itself), table.name())).sorted(Comparator.comparing(Table::name)).toList();
    }

    /** Web roles that a token of who asks, or of a program, can have. */
    public List<String> roles(Caller caller, boolean itself) {
        return (itself ? definedRoles.get() : caller.roles()).stream().filter(role -> !role.equals(EVERYBODYS)).sorted().toList();
    }

    private boolean isTable(Optional<Caller> maker, String name) {
        if (tables.schema().find(name).filter(table -> !table.internal()).isEmpty()) return false;
        return maker.isEmpty() || Arrays.stream(Privilege.values()).anyMatch(privilege -> tables.may(maker.get(), privilege, name));
    }

    private boolean isAccount(String key) {
        return tables.schema().find(Memberships.ACCOUNTS).isEmpty() || tables.find(HOUSE, Memberships.ACCOUNTS, key).isPresent();
    }
}
