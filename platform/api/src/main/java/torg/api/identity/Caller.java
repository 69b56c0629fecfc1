package torg.api.identity;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who asks. Every data call takes one; there is no call without.
 *
 * @param kind anonymous, a contact, a program of its own, who came by a link of a preview, or a part of the house itself
 * @param name the contact's display name, the name of the program or of the part, or {@code anonymous}; never blank
 * @param contact key of the row in table {@code contact}; empty unless a contact
 * @param accounts keys of the accounts the caller acts for: one of those it belongs to, or none. Rights and forms know no other
 * @param roles names of web roles, the implicit {@code anonymous} or {@code authenticated} included; none for a service; sorted, immutable
 * @param form the form that asks in the caller's name, for rights that a site gives only through a form; empty when the caller asks directly
 * @param limits what is kept from the caller although its roles give it
 * @param deputy who really sits there and works in the contact's place; empty when it is the contact. It gives no right
 */
public record Caller(Kind kind, String name, Optional<String> contact, List<String> accounts, SortedSet<String> roles, Optional<String> form, Limits limits, Optional<Deputy> deputy) {
    /** Nobody in particular: only what everybody may see. */
    public static final Caller ANONYMOUS =
            new Caller(Kind.ANONYMOUS, "anonymous", Optional.empty(), List.of(), new TreeSet<>(List.of("anonymous")), Optional.empty(), Limits.NONE, Optional.empty());

    public Caller {
        accounts = List.copyOf(accounts);
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** A contact that signed in; {@code authenticated} is added to the roles. */
    public static Caller contact(String key, String name, List<String> accounts, Iterable<String> roles) {
        var all = new TreeSet<String>();
        roles.forEach(all::add);
        all.add("authenticated");
        return new Caller(Kind.CONTACT, name, Optional.of(key), accounts, all, Optional.empty(), Limits.NONE, Optional.empty());
    }

    /** A program that comes for itself and not for a contact; {@code authenticated} is added to the roles. */
    public static Caller client(String name, List<String> accounts, Iterable<String> roles) {
        var all = contact(name, name, accounts, roles).roles();
        return new Caller(Kind.CLIENT, name, Optional.empty(), accounts, all, Optional.empty(), Limits.NONE, Optional.empty());
    }

    /** A part of the house, such as {@code sync}: passes the gate, and its name is in the change feed. */
    public static Caller service(String name) {
        return new Caller(Kind.SERVICE, name, Optional.empty(), List.of(), new TreeSet<>(), Optional.empty(), Limits.NONE, Optional.empty());
    }

    /**
     * Somebody who sees pages as these web roles do and has no name, no account and no rows of their own: rows are those that everybody may see, and nothing is changed.
     * {@code authenticated} is added to the roles.
     */
    public static Caller preview(Iterable<String> roles) {
        return new Caller(Kind.PREVIEW, "preview", Optional.empty(), List.of(), contact("", "preview", List.of(), roles).roles(), Optional.empty(), new Limits(true, Set.of(), new TreeSet<>()),
                Optional.empty());
    }

    /** As whom rows are asked for: the caller, but for one of a preview, who gets what nobody in particular gets. */
    public Caller forRows() {
        return kind == Kind.PREVIEW ? ANONYMOUS : this;
    }

    /** The same caller by way of a form, whose checks and silently set values stand between the caller and the row. Only what carries out forms may say so. */
    public Caller through(String form) {
        return new Caller(kind, name, contact, accounts, roles, Optional.of(form), limits, deputy);
    }

    /**
     * The same caller with no more than these limits leave it; roles that are withheld are no longer among its own.
     *
     * @throws IllegalStateException for a caller with limits: others in their place could leave it more
     */
    public Caller within(Limits limits) {
        if (!this.limits.equals(Limits.NONE)) throw new IllegalStateException("'" + name + "' has limits already");
        var left = new TreeSet<>(roles);
        left.removeAll(limits.withheld());
        return new Caller(kind, name, contact, accounts, left, form, limits, deputy);
    }

    /**
     * The same contact while somebody works in its place.
     *
     * @throws IllegalStateException for whoever is no contact, and where somebody does already
     */
    public Caller by(Deputy deputy) {
        if (kind != Kind.CONTACT || this.deputy.isPresent()) throw new IllegalStateException("nobody works in the place of '" + name + "'");
        return new Caller(kind, name, contact, accounts, roles, form, limits, Optional.of(deputy));
    }

    /** Whether nobody works in the caller's place: what is a person's own business, such as passwords, sessions and colleagues, is for nobody else. */
    public boolean inPerson() {
        return deputy.isEmpty();
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

    /** The kinds of callers. */
    public enum Kind {
        /** Nobody signed in. */
        ANONYMOUS,
        /** A person of an account, signed in, or a program in its name. */
        CONTACT,
        /** A program with web roles of its own and no contact: nothing is its own but what its account has. */
        CLIENT,
        /** Somebody who came by the link of a preview, with web roles for pages and none for rows. */
        PREVIEW,
        /** A part of the house, which reaches every row and column. */
        SERVICE
    }
}
