package torg.identity.local;

import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.web.Request;
import torg.identity.local.device.DeviceWarning;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;

/** Lets in whoever another module made sure of. */
@Component(service = Entrance.class)
public final class LocalEntrance implements Entrance {
    private final LocalIdentity identity;

    /** Nobody is written to without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile DeviceWarning deviceWarning;

    @Activate
    public LocalEntrance(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public boolean isFresh(Caller caller, String csrf) {
        return identity.isFresh(caller, csrf);
    }

    @Override
    public Identity.Entry enter(Proof proof, String address) {
        return enter(proof, address, () -> { });
    }

    @Override
    public Identity.Entry enter(Proof proof, String address, Runnable begun) {
        return identity.enter(proof, address, begun);
    }

    @Override
    public Optional<Proof> proof(Caller caller, String csrf) {
        return person(caller).flatMap(contact -> identity.sessions().proof(contact, csrf));
    }

    @Override
    public boolean goesOn(Caller caller, String former, String next) {
        return person(caller).filter(contact -> identity.sessions().goesOn(contact, former, next)).isPresent();
    }

    /** Everybody shares the sign-ins of the demo, so nobody is written to. */
    @Override
    public Optional<Change> warning(Request request, String way) {
        var warning = deviceWarning;
        var credential = identity.passwordDesk().credentialOf(request.caller()).filter(found -> !found.demo() && warning != null);
        return credential.flatMap(found -> warning.way(found.email(), Optional.of(request.locale().toLanguageTag()), way, Trace.now(), Instant.now()));
    }

    @Override
    public long end(String way, Optional<String> subject, Optional<String> elsewhere) {
        return identity.sessions().end(way, subject, elsewhere);
    }

    @Override
    public void weaken(String contact) {
        identity.weaken(contact);
    }

    /** Whoever works in somebody's place proves nothing for that one. */
    private static Optional<String> person(Caller caller) {
        return caller.contact().filter(_ -> caller.inPerson());
    }
}
