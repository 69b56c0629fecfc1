package torg.identity.local.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.identity.local.LocalIdentity;
import torg.identity.local.settings.Settings;
import torg.identity.local.token.ProgramToken;
import torg.identity.local.token.TokenDesk;

/** Does what {@link TokenCommand} lays into the folder, within a second, and answers beside it. */
@Component(service = TokenCounter.class, immediate = true, configurationPid = Settings.PID)
public final class TokenCounter {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCounter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Longer than the command waits: whoever asked is gone. */
    private static final Duration STALE = Duration.ofMinutes(1);
    private final LocalIdentity identity;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Optional<Thread> worker;

    @Activate
    public TokenCounter(Settings settings, @Reference LocalIdentity identity) {
        this.identity = identity;
        var folder = Optional.of(settings.passwords()).filter(name -> !name.isBlank()).map(Path::of);
        this.worker = folder.map(found -> Thread.ofVirtual().name("token-counter").start(() -> work(found)));
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (worker.isPresent() && !worker.get().join(PATIENCE)) LOG.warn("token-counter still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Path folder) {
        try {
            do round(folder); while (!stopped.await(500, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            LOG.debug("token-counter stopped");
        }
    }

    /** The worker outlives what fails. */
    private void round(Path folder) {
        try {
            if (!Files.isDirectory(folder)) return;
            for (var file : NewPassword.files(folder, TokenSlip.ENDING)) take(file);
            for (var answer : TokenSlip.answers(folder)) if (isStale(answer)) Files.deleteIfExists(answer);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("token-counter cannot read or write its folder", e);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.error("token-counter failed", e);
        }
    }

    private void take(Path file) throws IOException {
        var stale = isStale(file);
        var slip = TokenSlip.read(file);
        // First it goes: what fails is not tried again and again.
        if (!Files.deleteIfExists(file) || stale || slip.isEmpty()) return;
        try {
            TokenSlip.answer(file, true, done(slip.get()));
        } catch (TorgException e) {
            TokenSlip.answer(file, false, e.getMessage() + e.fields().stream().map(FieldProblem::message).collect(Collectors.joining(", ", e.fields().isEmpty() ? "" : ": ", "")));
        }
    }

    /** What the command is told when it is done. */
    String done(TokenSlip slip) {
        return switch (slip.deed()) {
            case "make" -> made(slip);
            case "list" -> identity.desk().everybodys().stream().map(TokenCounter::line).collect(Collectors.joining("\n"));
            case "revoke" -> {
                if (!identity.desk().revoke(slip.value("id"))) throw TorgException.of(ProblemKind.NOT_FOUND, "identity-local.no-token", "there is no token of this id");
                yield "";
            }
            default -> throw TorgException.of(ProblemKind.MALFORMED, "identity-local.slip", "the request is none that torg token makes");
        };
    }

    private String made(TokenSlip slip) {
        var email = slip.value("email");
        var account = slip.value("account");
        var days = slip.value("days").matches("\\d{1,4}") ? Integer.parseInt(slip.value("days")) : 0;
        var wish = new TokenDesk.Wish(slip.value("name"), email.isEmpty(), account, names(slip, "roles"), names(slip, "tables"), !slip.value("write").equals("true"), days);
        if (email.isEmpty()) {
            identity.desk().register(wish, Optional.empty(), slip.value("hash"));
        } else {
            var owner = identity.signsIn(email, account).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "identity-local.nobody", "nobody with that e-mail address may sign in"
                    + (account.isEmpty() ? "" : " and act for that account")));
            identity.desk().register(wish, Optional.of(owner), slip.value("hash"));
        }
        LOG.info("token-made name={} by=operator", slip.value("name"));
        return "";
    }

    /** Keys and names come from elsewhere, and a terminal does what control characters say. */
    private static String line(ProgramToken token) {
        return Characters.line(String.join("  ", token.id(), token.name(), token.contact().map(contact -> "in the name of " + contact).orElse("for itself"), token.account().map(account -> "account " + account).orElse("no account"),
                token.readOnly() ? "reads" : "reads and changes", "until " + token.expires(), token.seen().map(seen -> "used " + seen).orElse("never used")));
    }

    /** None only where nothing is said: an empty name is no role and no table, so that a variable a script forgot never means all. */
    private static Set<String> names(TokenSlip slip, String which) {
        return slip.values().containsKey(which) ? new LinkedHashSet<>(List.of(slip.value(which).split(",", -1))) : Set.of();
    }

    private static boolean isStale(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(STALE));
    }
}
