package torg.api.identity;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who asks. Every data call takes one; there is no call without.
 *
 * @param kind anonymous, a contact that signed in, or a part of the house itself
 * @param name the contact's display name, the service's name, or {@code anonymous}; never blank
 * @param contact key of the row in table {@code contact}; empty unless a contact
 * @param accounts keys of the accounts the caller acts for: one of those it belongs to, or none. Rights and forms know no other
 * @param roles names of web roles, the implicit {@code anonymous} or {@code authenticated} included; none for a service; sorted, immutable
 * @param form the form that asks in the caller's name, for rights that a site gives only through a form; empty when the caller asks directly
 */
public record Caller(Kind kind, String name, Optional<String> contact, List<String> accounts, SortedSet<String> roles, Optional<String> form) {
    /** Nobody in particular: only what everybody may see. */
    public static final Caller ANONYMOUS =
            new Caller(Kind.ANONYMOUS, "anonymous", Optional.empty(), List.of(), new TreeSet<>(List.of("anonymous")), Optional.empty());

    public Caller {
        accounts = List.copyOf(accounts);
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** A contact that signed in; {@code authenticated} is added to the roles. */
    public static Caller contact(String key, String name, List<String> accounts, Iterable<String> roles) {
        var all = new TreeSet<String>();
        roles.forEach(all::add);
        all.add("authenticated");
        return new Caller(Kind.CONTACT, name, Optional.of(key), accounts, all, Optional.empty());
    }

    /** A part of the house, such as {@code sync}: passes the gate, and its name is in the change feed. */
    public static Caller service(String name) {
        return new Caller(Kind.SERVICE, name, Optional.empty(), List.of(), new TreeSet<>(), Optional.empty());
    }

    /** The same caller by way of a form, whose checks and silently set values stand between the caller and the row. Only what carries out forms may say so. */
    public Caller through(String form) {
        return new Caller(kind, name, contact, accounts, roles, Optional.of(form));
    }

    /** Whether nobody signed in. */
    public boolean isAnonymous() {
        return kind == Kind.ANONYMOUS;
    }

    /** Whether a part of the house asks: rights are not asked for then. */
    public boolean isService() {
        return kind == Kind.SERVICE;
    }

    /** Whether the caller has the web role of this name, the implicit ones included. */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** The three kinds of callers. */
    public enum Kind {
        /** Nobody signed in. */
        ANONYMOUS,
        /** A person of an account, signed in. */
        CONTACT,
        /** A part of the house, which reaches every row and column. */
        SERVICE
    }
}
