package torg.invitations;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.spi.audit.AuditedTables;

/**
 * The audit log is told who invited to which account with which roles, and what became of it, and that somebody asked to be let in. The address stays out: nobody could erase it there once its
 * owner is no contact.
 */
@Component
public final class InvitationAudit implements AuditedTables {
    @Override
    public List<Rule> audited() {
        return List.of(new Rule(InvitationTables.INVITATION, "invitation-made", "invitation-changed", "invitation-gone", Optional.of("contact"),
                Set.of("account", "roles", "inviter", "redeemed", "revoked"), Set.of()),
                new Rule(InvitationTables.REGISTRATION, "registration-asked", "registration-confirmed", "registration-over", Optional.empty(), Set.of("account", "confirmed"), Set.of()));
    }
}
