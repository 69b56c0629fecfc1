package torg.identity.local.factor;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.session.Tokens;

/** Who has a second factor, and whether a code is one of it. A code counts once: the step of the last one is kept, and a recovery code goes with its use. */
public final class Factors {
    /** Wrong codes of a contact within {@link #WINDOW}, from wherever they come: whoever gives one knows the password. */
    static final int MOST_WRONG = 10;
    static final Duration WINDOW = Duration.ofHours(1);
    static final int RECOVERY_CODES = 10;
    private static final Caller HOUSE = Caller.service("identity-local");
    /** 160 bits, as RFC 4226 recommends; of a recovery code 80, too many to be guessed from its hash. */
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_BYTES = 10;
    private static final int MOST_ATTEMPTS = 5;
    private final Tables tables;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Factors(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** What a code turned out to be. */
    public sealed interface Answer {
        /** It is one, and was used up. */
        record Right() implements Answer {}

        /** It is none, or none any more. */
        record Wrong() implements Answer {}

        /** Too many were none. */
        record TooMany(Duration delay) implements Answer {}
    }

    /** Whether a contact has one that counts. */
    public boolean has(String contact) {
        return row(contact).filter(row -> row.is("confirmed")).isPresent();
    }

    /** The secret of a factor that is begun and does not count yet, as an app takes it; empty when there is none. */
    public Optional<String> begun(String contact) {
        return row(contact).filter(row -> !row.is("confirmed")).flatMap(row -> row.text("secret"));
    }

    /** How many recovery codes are left. */
    public int recoveryLeft(String contact) {
        return row(contact).map(row -> codes(row).size()).orElse(0);
    }

    /** Begin with a new secret; nothing happens to one that counts already, or does by the time this is written. */
    public void begin(String contact) {
        var row = row(contact);
        if (row.isEmpty()) create(contact);
        else if (!row.get().is("confirmed")) write(row.get(), Map.of("secret", drawn(SECRET_BYTES)));
    }

    private void create(String contact) {
        try {
            tables.write(HOUSE, Write.of(new Change.Create(IdentityTables.FACTOR, Map.of("contact", contact, "secret", drawn(SECRET_BYTES), "confirmed", false))));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFLICT) throw e;
        }
    }

    /**
     * Let a factor count from now on, if this is a code of it.
     *
     * @return recovery codes, told this once; empty when it is no code, or there is nothing to confirm
     */
    public Optional<List<String>> confirm(String contact, String code) {
        var row = row(contact).filter(found -> !found.is("confirmed"));
        var step = row.map(found -> matching(found, plain(code))).orElse(OptionalLong.empty());
        if (step.isEmpty()) return Optional.empty();
        var codes = Stream.generate(() -> drawn(RECOVERY_BYTES)).limit(RECOVERY_CODES).toList();
        var hashes = codes.stream().map(Tokens::hash).collect(Collectors.joining(","));
        return write(row.get(), Map.of("confirmed", true, "step", step.getAsLong(), "codes", hashes)) ? Optional.of(codes) : Optional.empty();
    }

    /** Take it away; whoever has none has none afterwards. */
    public void remove(String contact) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(IdentityTables.FACTOR, contact)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    /** Whether this is a code of a contact that has a factor; a right one is used up, a wrong one counted. Of those who come at the same time one is looked at before the other. */
    public Answer use(String contact, String code) {
        for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var row = row(contact).filter(found -> found.is("confirmed"));
            if (row.isEmpty()) return new Answer.Wrong();
            var wrong = wrong(row.get());
            var wait = wait(row.get(), wrong);
            if (wait.isPresent()) return new Answer.TooMany(wait.get());
            var used = used(row.get(), plain(code));
            if (write(row.get(), used.orElseGet(() -> counted(row.get(), wrong)))) return used.isPresent() ? new Answer.Right() : new Answer.Wrong();
        }
        return new Answer.TooMany(Duration.ofSeconds(1));
    }

    /** What the row holds once this code was used; empty when it is none. */
    private Optional<Map<String, Object>> used(Row row, String code) {
        var step = matching(row, code);
        if (step.isPresent()) return Optional.of(Map.of("step", step.getAsLong(), "wrong", 0L));
        var left = new ArrayList<>(codes(row));
        if (!left.remove(Tokens.hash(code))) return Optional.empty();
        return Optional.of(Map.of("codes", String.join(",", left), "wrong", 0L));
    }

    private OptionalLong matching(Row row, String code) {
        return Totp.matching(Base32.read(row.text("secret").orElseThrow()), code, clock.instant(), row.integer("step"));
    }

    private long wrong(Row row) {
        return since(row).plus(WINDOW).isAfter(clock.instant()) ? row.integer("wrong") : 0;
    }

    private Optional<Duration> wait(Row row, long wrong) {
        return wrong < MOST_WRONG ? Optional.empty() : Optional.of(Duration.between(clock.instant(), since(row).plus(WINDOW)));
    }

    private Map<String, Object> counted(Row row, long wrong) {
        var counted = new HashMap<String, Object>(Map.of("wrong", wrong + 1));
        if (wrong == 0) counted.put("since", clock.instant());
        return counted;
    }

    private static Instant since(Row row) {
        return row.instant("since").orElse(Instant.EPOCH);
    }

    private static List<String> codes(Row row) {
        return row.text("codes").map(text -> List.of(text.split(","))).orElse(List.of());
    }

    private Optional<Row> row(String contact) {
        return tables.find(HOUSE, IdentityTables.FACTOR, contact);
    }

    /** False when somebody else was quicker. */
    private boolean write(Row row, Map<String, Object> values) {
        try {
            tables.write(HOUSE, Write.of(new Change.Update(IdentityTables.FACTOR, row.key(), OptionalLong.of(row.version()), values)));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    /** As people type it, with blanks and hyphens between and in small letters. */
    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private String drawn(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base32.written(bytes);
    }
}
