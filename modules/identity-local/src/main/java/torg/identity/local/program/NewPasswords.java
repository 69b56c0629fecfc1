package torg.identity.local.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.Email;
import torg.identity.local.factor.Factors;
import torg.identity.local.password.Credentials;
import torg.identity.local.program.NewPassword.Besides;
import torg.identity.local.settings.Settings;
import torg.spi.access.WebRoles;
import torg.spi.health.HealthCheck;
import torg.spi.identity.WayIn;

/**
 * Takes in what {@link SetPassword} lays into the folder, within a second. What cannot be taken in is answered beside it, for whoever waits there, and
 * stays for a day: where nobody waits, the contact may still come.
 */
@Component(immediate = true, configurationPid = Settings.PID)
public final class NewPasswords implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(NewPasswords.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** Longer than it takes to set one. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Longer than the command waits for its answer. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
    private static final String UNFORESEEN = "something unforeseen happened, see the log";
    private static final Set<ProblemKind> FINAL = Set.of(ProblemKind.INVALID, ProblemKind.NOT_FOUND, ProblemKind.CONFLICT);
    private final Tables tables;
    private final Credentials credentials;
    private final Factors factors;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;
    private volatile List<String> waiting = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    /** Those of other modules, beside the password. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WayIn> ways = List.of();

    @Activate
    public NewPasswords(Settings settings, @Reference Tables tables) {
        this(settings, tables, null);
    }

    NewPasswords(Settings settings, Tables tables, WebRoles roles) {
        this.tables = tables;
        this.credentials = new Credentials(tables);
        this.factors = new Factors(tables, InstantSource.system());
        this.roles = roles;
        var folder = Optional.of(settings.passwords()).filter(name -> !name.isBlank()).map(Path::of);
        this.worker = folder.map(found -> Thread.ofVirtual().name("new-passwords").start(() -> work(found)));
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (worker.isPresent() && !worker.get().join(PATIENCE)) LOG.warn("new-passwords still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "new-passwords";
    }

    @Override
    public Status check() {
        var now = waiting;
        if (now.isEmpty()) return Status.ok("No password waits to be taken in.");
        return Status.warn(now.size() + (now.size() == 1 ? " new password waits" : " new passwords wait") + " to be taken in: " + now.getFirst() + ".",
                "Wait for the contact to come, or set the password again while the portal runs.");
    }

    private void work(Path folder) {
        try {
            do round(folder); while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            LOG.debug("new-passwords stopped");
        }
    }

    /** The worker outlives what fails: it is told, and tried again. */
    private void round(Path folder) {
        List<String> now;
        try {
            now = Files.isDirectory(folder) ? NewPassword.in(folder).stream().flatMap(file -> take(file).stream()).toList() : List.of();
            if (Files.isDirectory(folder)) NewPassword.sweep(folder, Instant.now().minus(LONGEST_ANSWER));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("new-passwords cannot be listed", e);
            now = List.of("the folder cannot be read");
        }
        if (!now.isEmpty() && !now.equals(waiting)) LOG.info("new-passwords waiting={} because={}", now.size(), now.getFirst());
        waiting = now;
    }

    /** Take one in; why not yet, if it cannot be done now. */
    private Optional<String> take(Path file) {
        try {
            var wanted = NewPassword.read(file);
            return switch (wanted.isPresent() ? set(wanted.get()) : new Outcome.Waits("the file is not one that torg password writes")) {
                case Outcome.Done() -> gone(file);
                case Outcome.WithoutRoles(var why) -> {
                    NewPassword.answer(file, "is set, but not the roles: " + why);
                    Files.deleteIfExists(file);
                    yield Optional.empty();
                }
                case Outcome.Waits(var why) -> waits(file, why);
            };
        } catch (TorgException e) {
            return Optional.of(e.getMessage());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("its file cannot be read or removed");
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (!waiting.contains(UNFORESEEN)) LOG.error("password-not-set", e);
            return Optional.of(UNFORESEEN);
        }
    }

    private static Optional<String> waits(Path file, String why) throws IOException {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(LONGEST_WAIT))) {
            if (!Files.exists(NewPassword.answer(file))) NewPassword.answer(file, "was not set: " + why);
            return Optional.of(why);
        }
        LOG.warn("password-dropped because={}", why);
        return gone(file);
    }

    private static Optional<String> gone(Path file) throws IOException {
        Files.deleteIfExists(NewPassword.answer(file));
        Files.deleteIfExists(file);
        return Optional.empty();
    }

    private Outcome set(NewPassword wanted) {
        var contacts = contacts(wanted.email());
        if (contacts.isEmpty()) return new Outcome.Waits("no contact has its e-mail address");
        if (contacts.size() > 1) return new Outcome.Waits("several contacts have its e-mail address");
        var contact = contacts.getFirst().key();
        var giver = roles;
        if (giver == null && !wanted.roles().isEmpty()) return new Outcome.Waits("nobody knows web roles");
        var holder = credentials.holder(wanted.email()).filter(other -> !other.equals(contact));
        if (holder.filter(other -> has(other, wanted.email())).isPresent()) return new Outcome.Waits("another contact signs in with it");
        try {
            holder.ifPresent(this::release);
            credentials.set(contact, wanted.email(), wanted.hash());
            takeAway(contact, wanted.besides());
        } catch (TorgException e) {
            if (!FINAL.contains(e.kind())) throw e;
            return new Outcome.Waits(e.getMessage());
        }
        LOG.info("password-set contact={}", contact);
        return wanted.roles().isEmpty() ? new Outcome.Done() : assigned(contact, wanted.roles(), giver);
    }

    /** Whoever lost the telephone may have lost what else is on it; whoever had somebody else in their account knows of nothing there whose it is. */
    private void takeAway(String contact, Besides besides) {
        if (besides == Besides.STAYS) return;
        factors.remove(contact);
        var taken = ways.stream().filter(way -> besides == Besides.ALONE || way.isStrong(contact)).flatMap(way -> way.taken(contact).stream()).toList();
        if (!taken.isEmpty()) tables.write(HOUSE, Write.of(taken));
    }

    private boolean has(String contact, String email) {
        return tables.find(HOUSE, "contact", contact, "email").flatMap(row -> row.text("email")).map(Email::compared).filter(email::equals).isPresent();
    }

    /** Whoever signs in with an address that is somebody else's had it once, and has another by now or is gone. */
    private void release(String holder) {
        credentials.remove(holder);
        LOG.info("password-removed contact={} because=its e-mail address is somebody else's", holder);
    }

    /** Roles come last, because whoever gets no password must not get them. */
    private static Outcome assigned(String contact, Set<String> wanted, WebRoles giver) {
        try {
            giver.assign(contact, wanted);
            return new Outcome.Done();
        } catch (TorgException e) {
            if (!FINAL.contains(e.kind())) throw e;
            LOG.warn("password-without-roles contact={} because={}", contact, e.getMessage());
            return new Outcome.WithoutRoles(e.getMessage());
        }
    }

    /** What came of a new password. */
    private sealed interface Outcome {
        /** It is set, and the roles are given. */
        record Done() implements Outcome {}

        /** It is set, and the roles cannot be given for this reason. */
        record WithoutRoles(String why) implements Outcome {}

        /** Nothing is changed for now, for this reason. */
        record Waits(String why) implements Outcome {}
    }

    /** However its address is written. */
    private List<Row> contacts(String email) {
        if (tables.schema().find("contact").isEmpty()) return List.of();
        var query = Query.of("contact", "email").where(new Condition.StartsWith("email", email));
        return tables.query(HOUSE, query).rows().stream().filter(row -> row.text("email").map(Email::compared).filter(email::equals).isPresent()).toList();
    }
}
