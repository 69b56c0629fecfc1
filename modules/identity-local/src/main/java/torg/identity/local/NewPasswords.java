package torg.identity.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import torg.spi.access.WebRoles;
import torg.spi.health.HealthCheck;

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
    private static final String UNFORESEEN = "something unforeseen happened, see the log";
    private static final Set<ProblemKind> FINAL = Set.of(ProblemKind.INVALID, ProblemKind.NOT_FOUND, ProblemKind.CONFLICT);
    private final Tables tables;
    private final Credentials credentials;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;
    private volatile List<String> waiting = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    @Activate
    public NewPasswords(Settings settings, @Reference Tables tables) {
        this(settings, tables, null);
    }

    NewPasswords(Settings settings, Tables tables, WebRoles roles) {
        this.tables = tables;
        this.credentials = new Credentials(tables);
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
            now = Files.isDirectory(folder) ? files(folder).stream().flatMap(file -> take(file).stream()).toList() : List.of();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("new-passwords cannot be listed", e);
            now = List.of("the folder cannot be read");
        }
        if (!now.isEmpty() && !now.equals(waiting)) LOG.info("new-passwords waiting={} because={}", now.size(), now.getFirst());
        waiting = now;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(NewPassword.ENDING)).sorted().toList();
        }
    }

    /** Take one in; why not yet, if it cannot be done now. */
    private Optional<String> take(Path file) {
        try {
            var wanted = NewPassword.read(file);
            var why = wanted.isPresent() ? set(wanted.get()) : Optional.of("the file is not one that torg password writes");
            if (why.isPresent() && Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(LONGEST_WAIT))) {
                if (!Files.exists(NewPassword.answer(file))) Files.writeString(NewPassword.answer(file), why.get());
                return why;
            }
            why.ifPresent(reason -> LOG.warn("password-dropped because={}", reason));
            Files.deleteIfExists(NewPassword.answer(file));
            Files.deleteIfExists(file);
            return Optional.empty();
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

    private Optional<String> set(NewPassword wanted) {
        var contacts = contacts(wanted.email());
        if (contacts.isEmpty()) return Optional.of("no contact has its e-mail address");
        if (contacts.size() > 1) return Optional.of("several contacts have its e-mail address");
        var contact = contacts.getFirst().key();
        var giver = roles;
        if (giver == null && !wanted.roles().isEmpty()) return Optional.of("nobody knows web roles");
        try {
            if (!wanted.roles().isEmpty()) giver.assign(contact, wanted.roles());
            credentials.set(contact, wanted.email(), wanted.hash());
        } catch (TorgException e) {
            if (!FINAL.contains(e.kind())) throw e;
            return Optional.of(e.getMessage());
        }
        LOG.info("password-set contact={}", contact);
        return Optional.empty();
    }

    /** However its address is written. */
    private List<Row> contacts(String email) {
        if (tables.schema().find("contact").isEmpty()) return List.of();
        var query = Query.of("contact", "email").where(new Condition.StartsWith("email", email));
        return tables.query(HOUSE, query).rows().stream().filter(row -> row.text("email").map(Email::compared).filter(email::equals).isPresent()).toList();
    }
}
