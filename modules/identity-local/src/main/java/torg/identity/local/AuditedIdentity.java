package torg.identity.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.identity.local.contact.IdentityTables;
import torg.spi.audit.AuditedTables;

/** The audit log is told who came in and went, for which account they act, who may come in with a password, by which links another is chosen, and which tokens there are; nothing with which one could come in. */
@Component
public final class AuditedIdentity implements AuditedTables {
    private static final Optional<String> CONTACT = Optional.of("contact");

    @Override
    public List<Rule> audited() {
        return List.of(
                new Rule(IdentityTables.SESSION, "sign-in", "act-for", "sign-out", CONTACT, Set.of("account", "way", "behalf_account"), Set.of()),
                new Rule(IdentityTables.CREDENTIAL, "password-given", "password-changed", "password-taken", CONTACT, Set.of("email", "locked", "demo"), Set.of("hash")),
                new Rule(IdentityTables.FACTOR, "factor-begun", "factor-confirmed", "factor-removed", CONTACT, Set.of("confirmed"), Set.of()),
                // Whoever uses a link has not signed in; the entry beside it says whose password that changed.
                new Rule(IdentityTables.RESET, "reset-sent", "reset-sent", "reset-over", CONTACT, Set.of("expires"), Set.of()),
                // what is signed in with then, the entry beside it says
                new Rule(IdentityTables.ADDRESS, "address-asked", "address-confirmed", "address-over", CONTACT, Set.of("confirmed"), Set.of()),
                new Rule(IdentityTables.TOKEN, "token-made", "token-changed", "token-revoked", CONTACT,
                        Set.of("name", "account", "roles", "tables", "readonly", "maker", "expires"), Set.of()));
    }
}
