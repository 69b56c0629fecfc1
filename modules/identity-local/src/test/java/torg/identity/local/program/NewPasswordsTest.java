package torg.identity.local.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.WayIn;

class NewPasswordsTest {
    private static final String NEXT = "four words and more";
    private static final String HASH = new Passwords().hash(NEXT);
    @TempDir
    private Path folder;
    private final Portal portal = new Portal(false);
    private NewPasswords passwords;

    @AfterEach
    void stop() {
        if (passwords != null) passwords.stop();
    }

    @Test
    void whoHasNoneGetsOneWhoeverWroteTheAddressHow() throws IOException {
        portal.contact("B-1", Map.of("fullname", "Bo", "email", "Bo@B.example"));
        portal.contact("B-2", Map.of("fullname", "Bobby", "email", "bo@b.example.org"));
        var file = lay("bo@b.example", Set.of("rep"));
        start();

        waitUntil(() -> !Files.exists(file));

        assertThat(((Entry.Granted) signIn("bo@b.example", NEXT)).session().caller().contact()).contains("B-1");
        assertThat(portal.roles.rolesOf("B-1", List.of())).containsExactly("rep");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoHasOneGetsAnotherAndIsOutEverywhereButKeepsItsRoles() throws IOException {
        start();
        portal.roles.assign("A-1", Set.of("buyer"));
        var before = (Entry.Granted) signIn("jane@a.example", Portal.PASSWORD);

        var file = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(file));

        assertThat(portal.identity.whoIs(before.token(), Portal.HERE)).isEmpty();
        assertThat(signIn("jane@a.example", Portal.PASSWORD)).isEqualTo(new Entry.Refused());
        assertThat(((Entry.Granted) signIn("jane@a.example", NEXT)).session().caller().roles()).contains("buyer");
    }

    @Test
    void whoLostTheTelephoneComesInWithoutASecondFactorWhenItIsSaidSo() throws IOException {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Create(IdentityTables.FACTOR, Map.of("contact", "A-1", "secret", "JBSWY3DPEHPK3PXP", "confirmed", true))));
        start();
        var kept = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(kept));
        assertThat(signIn("jane@a.example", NEXT)).as("another password alone leaves it").isInstanceOf(Entry.SecondFactor.class);

        var file = new NewPassword("jane@a.example", HASH, Set.of(), NewPassword.Besides.WITHOUT_FACTOR).write(folder);
        waitUntil(() -> !Files.exists(file));
        assertThat(signIn("jane@a.example", NEXT)).isInstanceOf(Entry.Granted.class);
    }

    /** What was on the telephone is lost with it; by what is no second factor whoever has it comes in as before. */
    @Test
    void passkeysGoWithTheSecondFactorAndWaysThatAreNotAsStrongStay() throws IOException {
        for (var row : List.of("passkey", "link")) portal.put(IdentityTables.DEVICE, row, Map.of("contact", "A-1", "seen", portal.clock.instant()));
        start();
        passwords.ways = List.of(way("passkey", true), way("link", false));

        var kept = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(kept));
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.DEVICE, "passkey")).isPresent();

        var file = new NewPassword("jane@a.example", HASH, Set.of(), NewPassword.Besides.WITHOUT_FACTOR).write(folder);
        waitUntil(() -> !Files.exists(file));
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.DEVICE, "passkey")).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.DEVICE, "link")).isPresent();
    }

    /** Whoever had somebody else in their account does not know whose the rest is. */
    @Test
    void allElseGoesWhenItIsSaidSo() throws IOException {
        for (var row : List.of("passkey", "link")) portal.put(IdentityTables.DEVICE, row, Map.of("contact", "A-1", "seen", portal.clock.instant()));
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Create(IdentityTables.FACTOR, Map.of("contact", "A-1", "secret", "JBSWY3DPEHPK3PXP", "confirmed", true))));
        start();
        passwords.ways = List.of(way("passkey", true), way("link", false));

        var file = new NewPassword("jane@a.example", HASH, Set.of(), NewPassword.Besides.ALONE).write(folder);
        waitUntil(() -> !Files.exists(file));

        for (var row : List.of("passkey", "link")) assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.DEVICE, row)).as(row).isEmpty();
        assertThat(signIn("jane@a.example", NEXT)).as("no factor is asked for").isInstanceOf(Entry.Granted.class);
    }

    private static WayIn way(String row, boolean strong) {
        return new WayIn() {
            @Override
            public List<Change> taken(String contact) {
                return List.of(new Change.Delete(IdentityTables.DEVICE, row));
            }

            @Override
            public boolean isStrong(String contact) {
                return strong;
            }
        };
    }

    @Test
    void noSessionOutlivesAPasswordHoweverManyThereAre() throws IOException {
        var now = portal.clock.instant();
        portal.tables.write(Portal.HOUSE, Write.of(IntStream.range(0, 2_100).mapToObj(i -> new Change.Create(IdentityTables.SESSION,
                Map.of("token", "t" + i, "contact", "A-1", "csrf", "c" + i, "created", now, "seen", now, "expires", now.plus(Duration.ofHours(12))))).toList()));
        start();

        var file = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(file));

        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.SESSION)).rows()).isEmpty();
    }

    @Test
    void somebodyOfTheDemoWithAPasswordOfItsOwnIsOfTheDemoNoLonger() throws IOException {
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));
        start();

        var file = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(file));

        assertThat(signIn("jane@a.example", NEXT)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoIsUnknownIsToldAndMayStillCome() throws IOException {
        var file = lay("bo@b.example", Set.of());
        start();

        waitUntil(() -> Files.exists(NewPassword.answer(file)) && passwords.check().level() == Status.Level.WARN);
        assertThat(NewPassword.answer(file)).hasContent("was not set: no contact has its e-mail address");
        assertThat(passwords.check().message()).isEqualTo("1 new password waits to be taken in: no contact has its e-mail address.");
        portal.contact("B-1", Map.of("fullname", "Bo", "email", "bo@b.example"));
        waitUntil(() -> passwords.check().level() == Status.Level.OK);

        assertThat(folder).isEmptyDirectory();
        assertThat(signIn("bo@b.example", NEXT)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whatTwoContactsShareIsNobodys() throws IOException {
        portal.contact("A-2", Map.of("fullname", "Janet", "email", "JANE@a.example"));
        var file = lay("jane@a.example", Set.of());
        start();

        waitUntil(() -> Files.exists(NewPassword.answer(file)));
        assertThat(signIn("jane@a.example", Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void anAddressGoesToWhoeverHasItNow() throws IOException {
        var before = (Entry.Granted) signIn("jane@a.example", Portal.PASSWORD);
        portal.contact("A-1", Map.of("email", "jane.doe@a.example"));
        portal.contact("B-1", Map.of("fullname", "Jane of B", "email", "jane@a.example"));
        start();

        var file = lay("jane@a.example", Set.of());
        waitUntil(() -> !Files.exists(file));

        assertThat(portal.identity.whoIs(before.token(), Portal.HERE)).isEmpty();
        assertThat(((Entry.Granted) signIn("jane@a.example", NEXT)).session().caller().contact()).contains("B-1");
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.CREDENTIAL, "A-1")).isEmpty();
    }

    @Test
    void whoCannotHaveThePasswordDoesNotGetTheRoles() throws IOException {
        portal.contact("A-1", Map.of("email", " jane@a.example"));
        portal.contact("B-1", Map.of("fullname", "Jane of B", "email", "jane@a.example"));
        var file = lay("jane@a.example", Set.of("rep"));
        start();

        waitUntil(() -> Files.exists(NewPassword.answer(file)) && !waits().isEmpty());

        assertThat(NewPassword.answer(file)).hasContent("was not set: another contact signs in with it");
        assertThat(portal.roles.rolesOf("B-1", List.of())).isEmpty();
        assertThat(signIn("jane@a.example", Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void aPasswordWithoutItsRolesIsToldAndSetOnce() throws IOException {
        portal.roles.refuse("there is no web role 'boss'");
        var file = lay("jane@a.example", Set.of("boss"));
        start();

        waitUntil(() -> !Files.exists(file));

        assertThat(NewPassword.answer(file)).hasContent("is set, but not the roles: there is no web role 'boss'");
        assertThat(signIn("jane@a.example", NEXT)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whatIsNoFileIsLeftAloneAndHoldsNobodyUp() throws Exception {
        var pipe = folder.resolve("0.password");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        var elsewhere = new NewPassword("jane@a.example", HASH, Set.of(), NewPassword.Besides.STAYS).write(Files.createDirectory(folder.resolve("elsewhere")));
        var link = Files.createSymbolicLink(folder.resolve("1.password"), elsewhere);
        portal.contact("B-1", Map.of("fullname", "Bo", "email", "bo@b.example"));
        start();

        var file = lay("bo@b.example", Set.of());
        waitUntil(() -> !Files.exists(file));

        assertThat(link).isSymbolicLink();
        assertThat(pipe).exists();
        assertThat(signIn("jane@a.example", Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void anAnswerIsWrittenNowhereElse() throws IOException {
        var file = lay("bo@b.example", Set.of());
        var elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(NewPassword.answer(file), elsewhere);
        start();

        waitUntil(() -> Files.isRegularFile(NewPassword.answer(file), LinkOption.NOFOLLOW_LINKS) && !waits().isEmpty());

        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void anAnswerThatNobodyComesForGoes() throws IOException {
        var old = Files.writeString(folder.resolve("old.password.answer"), "was not set");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        var young = Files.writeString(folder.resolve("young.password.answer"), "was not set");
        start();

        waitUntil(() -> !Files.exists(old));

        assertThat(young).exists();
    }

    @Test
    void nothingWaitsLongerThanADayAndNothingStrangeIsTakenIn() throws IOException {
        var old = lay("bo@b.example", Set.of());
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        var strange = Files.writeString(folder.resolve("x.password"), "jane@a.example\n$argon2id$v=19$m=9999999,t=2,p=1$AAAA$AAAA\n\n");
        start();

        waitUntil(() -> !Files.exists(old) && Files.exists(NewPassword.answer(strange)));
        assertThat(signIn("jane@a.example", Portal.PASSWORD)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whateverOneLookRunsIntoTheNextOneComes() throws IOException {
        var failures = new AtomicInteger();
        portal.tables.listener(entries -> {
            if (entries.stream().anyMatch(entry -> entry.table().equals(IdentityTables.CREDENTIAL)) && failures.getAndIncrement() == 0) throw new OutOfMemoryError("for a moment");
        });
        var file = lay("jane@a.example", Set.of());
        start();

        waitUntil(() -> !Files.exists(file));
        assertThat(failures).hasPositiveValue();
        assertThat(signIn("jane@a.example", NEXT)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whatLiesThereIsItsOwnersAloneAndNotThePassword() throws IOException {
        var file = lay("jane@a.example", Set.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(NEXT).contains("$argon2id$");
    }

    private Path lay(String email, Set<String> roles) throws IOException {
        return new NewPassword(email, HASH, roles, NewPassword.Besides.STAYS).write(folder);
    }

    private void start() {
        passwords = new NewPasswords(new Portal.Given(12, 120, 15, false, true, folder.toString()), portal.tables, portal.roles);
    }

    private Entry signIn(String email, String password) {
        return portal.identity.signIn(email, password, "127.0.0.1");
    }

    private String waits() {
        return passwords.check().level() == Status.Level.OK ? "" : passwords.check().message();
    }

    private static void waitUntil(BooleanSupplier holds) {
        var end = Instant.now().plus(Duration.ofMinutes(1));
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("it did not happen within a minute");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
