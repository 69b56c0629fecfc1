package torg.identity.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Newcomers;
import torg.testkit.HandClock;

/** A real directory in this process, and the people who come with its passwords. */
class LdapDirectoryTest {
    private static final String JANE = "jane@acme.example";
    private static final String RIGHT = "janejane";
    private final HandClock clock = new HandClock();
    private final Known known = new Known();
    private Acme acme;

    @TempDir
    static Path folder;

    /** Whoever comes is a contact of the same number, except Sam. */
    private static final class Known implements Newcomers {
        final List<Stranger> came = new ArrayList<>();

        @Override
        public boolean describes(Site site, String provider) {
            return true;
        }

        @Override
        public Optional<Arrival> arrive(Stranger stranger) {
            came.add(stranger);
            return stranger.subject().equals("n-sam") ? Optional.empty() : Optional.of(new Arrival("C-" + stranger.subject(), () -> { }));
        }
    }

    @BeforeEach
    void open() throws Exception {
        acme = new Acme(null);
    }

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void whoGivesTheRightPasswordIsWhomTheSiteMakesThem() {
        var arrived = directory().arrive(JANE, RIGHT).orElseThrow();

        assertThat(arrived.proof()).isEqualTo(new Proof("C-n-jane", "ldap/acme", Optional.of("n-jane"), Optional.empty(), false, clock.instant()));
        var jane = known.came.getFirst();
        assertThat(jane.issuer()).isEqualTo("ldap/acme/ou=people,dc=acme,dc=example");
        assertThat(jane.claims()).containsEntry("email", JANE).containsEntry("email_verified", true).as("half a name is none").doesNotContainKey("family_name").containsEntry("name", "jane Doe")
                .containsEntry("memberOf", List.of("cn=buyers,dc=acme,dc=example", "cn=all,dc=acme,dc=example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "JANEJANE", "janejane "})
    void aWrongPasswordIsNobodys(String password) {
        assertThat(directory().arrive(JANE, password)).isEmpty();
    }

    /** A bind without one succeeds as nobody. */
    @Test
    void anEmptyPasswordIsNobodysAndIsNotEvenSent() {
        assertThat(directory().arrive(JANE, "")).isEmpty();
        assertThat(acme.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*@acme.example", "j*e@acme.example", "jane)(uid=*@acme.example", "jane@acme.example)(|(uid=*", "\\6aane@acme.example", "jane\0@acme.example"})
    void nobodyFindsSomebodyByAFilterOfTheirOwn(String name) {
        assertThat(directory().arrive(name, RIGHT)).isEmpty();
        assertThat(known.came).isEmpty();
    }

    /** The directory would take each for Jane, and whoever counts attempts for somebody else each time. */
    @ParameterizedTest
    @ValueSource(strings = {"\uff4aane@acme.example", "ja\u00adne@acme.example", " jane@acme.example", "jane @acme.example", "jane@other.example", "jane@sub.acme.example", "jane", ""})
    void itSpeaksForPlainNamesOfItsDomainsAlone(String name) {
        assertThat(directory().speaksFor(name)).isFalse();
        assertThat(directory().arrive(name, RIGHT)).isEmpty();
        assertThat(acme.asked).isEmpty();
    }

    @Test
    void capitalsMakeNoOther() {
        assertThat(directory().speaksFor("Jane@ACME.example")).isTrue();
        assertThat(directory().arrive("Jane@ACME.example", RIGHT)).isPresent();
        assertThat(known.came.getFirst().claims()).containsEntry("email", JANE);
    }

    @Test
    void anAddressThatTwoHaveIsNobodys() throws Exception {
        acme.person("janet", JANE);
        acme.person("janus", JANE);

        assertThat(directory().arrive(JANE, RIGHT)).isEmpty();
    }

    @Test
    void anUnknownNameTakesTheSameSteps() {
        directory().arrive(JANE, "wrong");
        var ofJane = List.copyOf(acme.asked);
        acme.asked.clear();

        directory().arrive("nobody@acme.example", "wrong");

        assertThat(ofJane).containsExactly("reader", "search", "bind");
        assertThat(acme.asked).isEqualTo(ofJane);
    }

    @Test
    void whomTheSiteDoesNotKnowIsNobody() throws Exception {
        acme.person("sam", "sam@acme.example");

        assertThat(directory().arrive("sam@acme.example", "samsam")).isEmpty();
    }

    @Test
    void anAddressCountsAsVerifiedOnlyWhereTheSettingsSaySo() {
        var settings = new HashMap<>(acme.settings("ldap", "127.0.0.1"));
        settings.remove("acme.mail-verified");

        directory(settings).arrive(JANE, RIGHT);

        assertThat(known.came.getFirst().claims()).containsEntry("email_verified", false);
    }

    @Test
    void whoeverHasNoNumberIsNobody() {
        var settings = new HashMap<>(acme.settings("ldap", "127.0.0.1"));
        settings.put("acme.id", "entryNumber");

        assertThat(directory(settings).arrive(JANE, RIGHT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps", "ldap"})
    void itIsAskedOverTlsWithACertificateForItsName(String scheme) throws Exception {
        try (var secured = new Acme(Acme.certificate(folder, "good-" + scheme, "ip:127.0.0.1"))) {
            assertThat(directory(trusting(secured, scheme, "good-" + scheme)).arrive(JANE, RIGHT)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps", "ldap"})
    void aCertificateOfAnotherNameOrOfNobodyWhoIsTrustedIsNoneAndNoPasswordIsSent(String scheme) throws Exception {
        try (var secured = new Acme(Acme.certificate(folder, "other-" + scheme, "dns:other.example"))) {
            away(directory(trusting(secured, scheme, "other-" + scheme)));
            Acme.certificate(folder, "another-" + scheme, "ip:127.0.0.1");
            away(directory(trusting(secured, scheme, "another-" + scheme)));
            assertThat(secured.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps", "ldap"})
    void aNameOfTheCertificateIsAsGoodAsAnAddress(String scheme) throws Exception {
        try (var secured = new Acme(Acme.certificate(folder, "named-" + scheme, "dns:localhost"))) {
            var settings = trusting(secured, scheme, "named-" + scheme);
            away(directory(settings));
            settings.put("acme.url", settings.get("acme.url").toString().replace("127.0.0.1", "localhost"));
            assertThat(directory(settings).arrive(JANE, RIGHT)).isPresent();
        }
    }

    @Test
    void whoCannotBeginTlsIsToldNoPassword() throws Exception {
        Acme.certificate(folder, "unused", "ip:127.0.0.1");
        away(directory(trusting(acme, "ldap", "unused")));

        assertThat(acme.asked).isEmpty();
    }

    @Test
    void aDirectoryThatHangsKeepsNobodyForLong() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = new HashMap<>(acme.settings("ldap", "127.0.0.1"));
            settings.put("acme.url", "ldap://127.0.0.1:" + silent.getLocalPort());
            var begun = System.nanoTime();

            away(directory(settings));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void itIsToldWhatIsWrongWithADirectoryUntilItIsMended() throws Exception {
        var settings = new HashMap<>(acme.settings("ldap", "127.0.0.1"));
        settings.put("acme.bind-password", "wrong");
        var directory = directory(settings);
        away(directory);

        assertThat(directory.trouble("acme")).isPresent();
        var good = directory();
        good.arrive(JANE, RIGHT);
        assertThat(good.trouble("acme")).isEmpty();
    }

    private static void away(LdapDirectory directory) {
        assertThatThrownBy(() -> directory.arrive(JANE, RIGHT)).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.BUSY));
    }

    private static Map<String, Object> trusting(Acme secured, String scheme, String certificate) {
        var settings = new HashMap<>(secured.settings(scheme, "127.0.0.1"));
        settings.put("acme.certificates", folder.resolve(certificate + ".pem").toString());
        return settings;
    }

    private LdapDirectory directory() {
        return directory(acme.settings("ldap", "127.0.0.1"));
    }

    private LdapDirectory directory(Map<String, Object> settings) {
        var told = Server.Told.by(settings);
        assertThat(told.problems()).isEmpty();
        return new LdapDirectory(told, known, clock);
    }
}
