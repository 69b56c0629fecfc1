package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.identity.local.device.Devices;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Passwords;
import torg.identity.local.warning.DeviceMails;
import torg.spi.identity.Identity.Entry;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class NewDeviceTest {
    private static final String JANE = "jane@a.example";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final TestSites NORWEGIAN = TestSites.of(new TestSource().languages("en", "nb"));
    private final Portal portal = new Portal();
    private final List<Mail> mailed = new ArrayList<>();
    private final MemoryAudit audit = new MemoryAudit();

    @BeforeEach
    void mails() {
        portal.tables.with(() -> List.of(Table.internal("test_mail", List.of(), Column.of("id", ColumnType.TEXT))));
        portal.identity.audit = audit;
        mailBy(this::posted);
    }

    private void mailBy(Mails mails) {
        portal.identity.deviceWarning = new DeviceMails(NORWEGIAN, mails);
    }

    private Change posted(Mail mail) {
        mailed.add(mail);
        return new Change.Create("test_mail", Map.of("id", UUID.randomUUID().toString()));
    }

    @Test
    void nobodyIsWrittenToAtTheFirstSignInNorFromADeviceThatIsKnown() {
        signIn(JANE, "laptop");
        signIn(JANE, "laptop");

        assertThat(mailed).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void whoIsInFromBeforeDevicesWereKnownIsToldOfTheFirstOne() {
        signIn(JANE, "");
        signIn(JANE, "laptop");

        assertThat(mailed).hasSize(1);
        assertThat(told()).containsExactly("new-device A-1");
    }

    @Test
    void aDeviceThatAPersonNeverUsedIsToldInThatPersonsLanguage() {
        signIn(JANE, "laptop");
        signIn(JANE, "telephone");
        signIn(JANE, "telephone");

        assertThat(mailed).hasSize(1);
        var mail = mailed.getFirst();
        assertThat(mail.to()).isEqualTo(JANE);
        assertThat(mail.locale().toLanguageTag()).isEqualTo("nb");
        assertThat(mail.paragraphs()).anyMatch(text -> text.contains("enhet")).contains("Enhet: Firefox på Linux").anyMatch(text -> text.startsWith("Når: "));
        assertThat(mail.link().map(Mail.Link::path)).contains("/nb/profile");
        assertThat(portal.tables.query(Portal.HOUSE, Query.of("test_mail")).rows()).hasSize(1);
        assertThat(told()).containsExactly("new-device A-1");
    }

    @Test
    void anotherWayInIsToldInTheLanguageOfThePageWhereItIsAdded() {
        var entrance = new LocalEntrance(portal.identity);
        entrance.deviceWarning = portal.identity.deviceWarning;
        var page = Requests.get(NORWEGIAN.current(), "/profile").in("nb");
        var jane = page.as(portal.identity.callerOf("A-1").orElseThrow()).request();

        assertThat(by("laptop").in(() -> entrance.warning(jane, "passkey"))).isPresent();
        assertThat(entrance.warning(jane, "oidc/Acme")).isPresent();
        assertThat(mailed).extracting(Mail::to).containsOnly(JANE);
        assertThat(mailed.getFirst().paragraphs()).anyMatch(text -> text.contains("med passnøkkel")).contains("Enhet: Firefox på Linux");
        assertThat(mailed.getLast().paragraphs()).anyMatch(text -> text.contains("Acme"));

        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true))));
        assertThat(entrance.warning(jane, "passkey")).as("everybody shares it").isEmpty();
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", false))));
        entrance.deviceWarning = new DeviceMails(NORWEGIAN, refusing(TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "too many")));
        assertThat(entrance.warning(jane, "passkey")).as("and nobody fails to add it for that").isEmpty();
    }

    @Test
    void aDeviceOfSomebodyElseIsNewAllTheSameAndNothingSaysThatItIsTheSame() {
        portal.contact("A-2", Map.of("fullname", "Sam", "account", "A"));
        portal.put(IdentityTables.CREDENTIAL, "A-2", Map.of("email", "sam@a.example", "hash", new Passwords().hash(Portal.PASSWORD)));
        signIn(JANE, "laptop");
        signIn("sam@a.example", "desk");
        signIn("sam@a.example", "laptop");

        assertThat(mailed).extracting(Mail::to).containsExactly("sam@a.example");
        assertThat(devices()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void whoeverCannotBeWrittenToComesInAllTheSame() {
        mailBy(refusing(TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "too many")));
        signIn(JANE, "laptop");
        signIn(JANE, "telephone");
        mailBy(refusing(new IllegalStateException("broken")));
        signIn(JANE, "tablet");

        assertThat(told()).startsWith("new-device A-1");
    }

    @Test
    void aWrongPasswordAndAProgramMeetNoDevice() {
        signIn(JANE, "laptop");
        assertThat(entry(JANE, "wrong", "telephone")).isInstanceOf(Entry.Refused.class);
        signIn(JANE, "");

        assertThat(mailed).isEmpty();
        assertThat(devices()).hasSize(1);
    }

    @Test
    void onlySoManyAreRememberedAndTheOldestGo() {
        var devices = new Devices(portal.tables, portal.clock);
        for (var each = 0; each <= Devices.MOST_OF_A_CONTACT; each++) {
            isNew(devices, "browser-" + each);
            portal.clock.pass(Duration.ofMinutes(1));
        }

        assertThat(devices()).hasSize(Devices.MOST_OF_A_CONTACT);
        assertThat(isNew(devices, "browser-1")).isFalse();
        assertThat(isNew(devices, "browser-0")).isTrue();
    }

    private static boolean isNew(Devices devices, String device) {
        return by(device).in(() -> devices.met("A-1", _ -> Optional.empty()));
    }

    private static Trace by(String device) {
        return new Trace(Optional.of(Caller.ANONYMOUS), Portal.HERE, "r-1", FIREFOX, device);
    }

    private static Mails refusing(RuntimeException why) {
        return _ -> {
            throw why;
        };
    }

    private void signIn(String email, String device) {
        assertThat(entry(email, Portal.PASSWORD, device)).isInstanceOf(Entry.Granted.class);
    }

    private Entry entry(String email, String password, String device) {
        return by(device).in(() -> portal.identity.signIn(email, password, Portal.HERE));
    }

    private List<String> devices() {
        return portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.DEVICE).top(1_000)).rows().stream().map(row -> row.key()).toList();
    }

    private List<String> told() {
        return audit.after(0, 100).stream().map(entry -> entry.act().name() + " " + entry.act().person()).filter(act -> act.startsWith("new-device")).toList();
    }
}
