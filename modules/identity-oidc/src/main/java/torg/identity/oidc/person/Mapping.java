package torg.identity.oidc.person;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.text.Text;
import torg.identity.oidc.provider.Said;

/**
 * What the site makes of the people of a provider: {@code providers/acme.yml}.
 *
 * @param provider the name that the settings give it
 * @param label for the button
 * @param unknown what becomes of somebody who is linked with nobody
 * @param accounts whose people they are; the first that fits counts. None: of whoever links an identity it says who they are, and no more
 * @param roleClaim the claim that names groups; empty when roles are given here
 * @param roles what a group there is here
 */
public record Mapping(String provider, Text label, Unknown unknown, List<Rule> accounts, String roleClaim, Map<String, String> roles) {
    public Mapping {
        accounts = List.copyOf(accounts);
        roles = Map.copyOf(roles);
    }

    /** What becomes of somebody who is linked with nobody. */
    public enum Unknown {
        /** Nobody is let in who did not link the identity while signed in. */
        REFUSE,
        /** Whoever is a contact of the account with the same e-mail address. */
        LINK,
        /** The same; of others a contact is made in the account. */
        CREATE
    }

    /**
     * Whose people they are: those with an e-mail address of a domain, or with a value of a claim.
     *
     * @param domain lower case; empty when a claim tells
     * @param claim its name; empty when the domain tells
     */
    public record Rule(String domain, String claim, String value, String account) {
        boolean fits(Said said, String email) {
            return domain.isEmpty() ? said.values(claim).contains(value) : email.toLowerCase(Locale.ROOT).endsWith("@" + domain);
        }
    }

    /** The account whose people have this address and these claims. */
    Optional<String> account(Said said, String email) {
        return accounts.stream().filter(rule -> rule.fits(said, email)).findFirst().map(Rule::account);
    }

    /** Whether the provider may speak for the people of an account. */
    boolean admits(Optional<String> account) {
        return accounts.isEmpty() || account.filter(key -> accounts.stream().anyMatch(rule -> rule.account().equals(key))).isPresent();
    }

    /**
     * Whether its word counts for more than who somebody is: for roles, and in place of the second factor. Whom anybody may link it with, an administrator as well,
     * it could give everything.
     */
    public boolean hasAuthority() {
        return !accounts.isEmpty();
    }

    /** Roles that the provider decides about, given or not. */
    Set<String> managed() {
        return new TreeSet<>(roles.values());
    }

    /** Those that this person has by what the provider says. */
    Set<String> given(Said said) {
        return said.values(roleClaim).stream().filter(roles::containsKey).map(roles::get).collect(Collectors.toCollection(TreeSet::new));
    }
}
