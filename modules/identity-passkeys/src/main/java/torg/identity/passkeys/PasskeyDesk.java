package torg.identity.passkeys;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.identity.passkeys.Ceremonies.Entered;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity;
import torg.spi.identity.Identity.Entry;

/** Where people add passkeys, take them away and come in with one. Whatever is wrong is told to the audit log and answered alike. */
@Component(service = PasskeyDesk.class)
public final class PasskeyDesk {
    /** The way in, as sessions remember it. */
    static final String WAY = "passkey";
    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final Identity identity;
    private final Entrance entrance;
    private final Admissions admissions;
    private final PublicUrl url;
    private final InstantSource clock;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public PasskeyDesk(@Reference Tables tables, @Reference Identity identity, @Reference Entrance entrance, @Reference Admissions admissions, @Reference PublicUrl url) {
        this(tables, identity, entrance, admissions, url, InstantSource.system());
    }

    PasskeyDesk(Tables tables, Identity identity, Entrance entrance, Admissions admissions, PublicUrl url, InstantSource clock) {
        this.passkeys = new Passkeys(tables);
        this.ceremonies = new Ceremonies(passkeys, clock);
        this.identity = identity;
        this.entrance = entrance;
        this.admissions = admissions;
        this.url = url;
        this.clock = clock;
    }

    /** The portal's address, if browsers have passkeys for it: of a machine's own they have them by its name alone. */
    Optional<String> origin() {
        return url.origin().map(origin -> origin.replaceFirst("^http://127\\.0\\.0\\.1(?=:|$)", "http://localhost")).filter(Ceremonies::serves);
    }

    /** Whether there can be passkeys: not while the portal has no name of its own. */
    public boolean isOpen() {
        return origin().isPresent();
    }

    /** Whether who asks is a person in a session of their own. */
    static boolean admits(Request request) {
        return request.csrf().isPresent() && request.caller().contact().isPresent() && request.caller().inPerson();
    }

    /** Whether who asks proved who they are so short a time ago that they may change something here. */
    public boolean isFresh(Request request) {
        return admits(request) && entrance.isFresh(request.caller(), request.csrf().orElseThrow());
    }

    /** One's own, the oldest first. */
    List<Passkey> seen(Request request) {
        return admits(request) ? passkeys.of(request.caller().contact().orElseThrow()) : List.of();
    }

    /** What the browser of who wants to add one is asked for, as JSON; empty when they may not. */
    public Optional<String> adding(Request request) {
        return origin().filter(_ -> mayAdd(request))
                .map(origin -> ceremonies.adding(origin, site(request), request.caller().contact().orElseThrow(), request.caller().name(), request.csrf().orElseThrow()));
    }

    /** Add what an authenticator made; whether it was. */
    public boolean add(Request request, String name, String answer) {
        var origin = origin().filter(_ -> mayAdd(request));
        var contact = request.caller().contact().orElse("");
        var passkey = origin.flatMap(here -> ceremonies.added(here, site(request), contact, request.csrf().orElseThrow(), name, answer));
        var stays = passkey.flatMap(_ -> admissions.stays(request.caller(), request.csrf().orElseThrow()));
        var added = stays.isPresent() && passkeys.add(passkey.get(), Stream.concat(stays.stream(), entrance.warning(request, WAY).stream()).toList());
        if (!added) tell("passkey-added", contact);
        return added;
    }

    private boolean mayAdd(Request request) {
        return isFresh(request) && seen(request).size() < Passkeys.MOST_OF_A_CONTACT;
    }

    /**
     * Take one of one's own away; whether it was there. Sessions that began with it end, also the one that asks: who lost a device has no other way to put out whoever found it.
     * Others go on, and are strong by it no longer.
     */
    public boolean remove(Request request, String id) {
        var stays = isFresh(request) ? admissions.stays(request.caller(), request.csrf().orElseThrow()) : Optional.<Change>empty();
        if (stays.isPresent()) entrance.weaken(request.caller().contact().orElseThrow());
        var removed = stays.isPresent() && passkeys.remove(request.caller().contact().orElseThrow(), id, stays.get());
        if (removed) entrance.end(WAY, Optional.of(id), Optional.empty());
        return removed;
    }

    /** What the browser of whoever wants to come in is asked for, as JSON; empty when there are no passkeys here. */
    public Optional<String> entering() {
        return origin().filter(_ -> !Trace.now().device().isEmpty()).map(origin -> ceremonies.entering(origin, Trace.now().device()));
    }

    /** Let in whose passkey answered. Whoever is in already only proves that it is them: their session goes on. */
    public Entry enter(Request request, String answer) {
        var browser = Trace.now().device();
        var entered = origin().filter(_ -> !browser.isEmpty()).map(here -> ceremonies.entered(here, site(request), browser, answer)).orElse(Entered.NOBODY);
        var contact = entered.contact().filter(_ -> !entered.behind()).filter(found -> mayBe(request.caller(), found));
        if (contact.isEmpty()) {
            tell(entered.behind() ? "passkey-copied" : "passkey", entered.contact().orElse(""));
            return new Entry.Refused();
        }
        // the authenticator asked for a finger or a PIN: it is two factors in one
        var entry = entrance.enter(new Proof(contact.get(), WAY, entered.passkey(), Optional.empty(), true, clock.instant()), request.address());
        if (!(entry instanceof Entry.Granted(var token, var session)) || request.caller().isAnonymous() || entrance.goesOn(request.caller(), request.csrf().orElse(""), session.csrf())) return entry;
        identity.signOut(token);
        return new Entry.Refused();
    }

    /** Whoever is in becomes nobody else, and whoever works in somebody's place not that one. */
    private static boolean mayBe(Caller caller, String contact) {
        return caller.isAnonymous() || caller.inPerson() && caller.contact().equals(Optional.of(contact));
    }

    private void tell(String refused, String contact) {
        var log = audit;
        if (log != null) log.count(Act.refused(refused).about(contact));
    }

    private static String site(Request request) {
        return request.site().settings().name().in(request.locale());
    }
}
