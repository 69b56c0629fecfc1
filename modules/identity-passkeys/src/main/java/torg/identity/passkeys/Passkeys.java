package torg.identity.passkeys;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Sha256;

/** The passkeys there are. To the library a contact's key is its user name. */
final class Passkeys implements CredentialRepository {
    /** More than anybody has. */
    static final int MOST_OF_A_CONTACT = 20;
    private static final Caller HOUSE = Caller.service("identity-passkeys");
    private final Tables tables;

    Passkeys(Tables tables) {
        this.tables = tables;
    }

    /** Those of a contact, the oldest first. */
    List<Passkey> of(String contact) {
        return where(Condition.eq("contact", contact));
    }

    /** The one of this credential. */
    Optional<Passkey> find(ByteArray credential) {
        return tables.find(HOUSE, PasskeyTable.NAME, id(credential)).map(Passkey::of).filter(found -> found.credential().equals(credential));
    }

    /**
     * Keep one more.
     *
     * @param with what holds only while whoever adds it may, and tells them
     * @return false when there is one of this credential, or whoever adds it may no more
     */
    boolean add(Passkey passkey, List<Change> with) {
        var changes = new ArrayList<>(with);
        changes.add(new Change.Create(PasskeyTable.NAME, Map.of("id", id(passkey.credential()), "credential", passkey.credential().getBase64Url(), "contact", passkey.contact(),
                "handle", passkey.handle().getBase64Url(), "name", passkey.name(), "key", passkey.key().getBase64Url(), "counter", passkey.counter(), "created", passkey.created())));
        return written(changes);
    }

    /** Note that one was used; false when it is gone, or was used by somebody else at the same moment: one signature lets in once. */
    boolean used(Passkey passkey, long counter, Instant now) {
        return written(List.of(new Change.Update(PasskeyTable.NAME, passkey.id(), OptionalLong.of(passkey.version()), Map.of("counter", counter, "used", now))));
    }

    /** Take one of a contact's away. */
    boolean remove(String contact, String id, Change with) {
        return of(contact).stream().anyMatch(passkey -> passkey.id().equals(id)) && written(List.of(with, new Change.Delete(PasskeyTable.NAME, id)));
    }

    private boolean written(List<Change> changes) {
        try {
            tables.write(HOUSE, Write.of(changes));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.CONFLICT) throw e;
            return false;
        }
    }

    private List<Passkey> where(Condition condition) {
        var query = Query.of(PasskeyTable.NAME, "credential", "contact", "handle", "name", "key", "counter", "created", "used").where(condition).order(new Query.Order("created", false));
        return tables.query(HOUSE, query.top(MOST_OF_A_CONTACT)).rows().stream().map(Passkey::of).toList();
    }

    /** Authenticators may choose long names for theirs. */
    private static String id(ByteArray credential) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(credential.getBytes()));
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String contact) {
        return of(contact).stream().map(passkey -> PublicKeyCredentialDescriptor.builder().id(passkey.credential()).build()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String contact) {
        return of(contact).stream().findFirst().map(Passkey::handle);
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return where(Condition.eq("handle", handle.getBase64Url())).stream().findFirst().map(Passkey::contact);
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credential, ByteArray handle) {
        return find(credential).filter(found -> found.handle().equals(handle)).map(Passkey::registered);
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credential) {
        return find(credential).map(Passkey::registered).map(Set::of).orElse(Set.of());
    }
}
