package torg.pages.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.health.Status;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.TestSites;

class WebHooksTest {
    private static final String SECRET = "a secret of two";

    @TempDir
    Path folder;

    private final TestSource source = Visit.site().document("snippets/hours.md", "9 to 5").document("navigation.yml", "main: []\n").file("files/a.txt", "A");
    private final TestSites sites = TestSites.of(source, new PagesCompiler());
    private final Receiver receiver = new Receiver();
    private final HandClock clock = new HandClock();
    private WebHooks hooks;

    private record Set(String[] addresses, String secret, String folder) implements WebHooks.Settings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return WebHooks.Settings.class;
        }
    }

    private WebHooks hooks(String address, String secret) {
        if (hooks != null) hooks.stop();
        return hooks = new WebHooks(new Set(new String[] {address}, secret, folder.resolve("hooks").toString()), sites, clock);
    }

    private WebHooks hooks() {
        return hooks(receiver.address(), SECRET + "!");
    }

    @AfterEach
    void stop() {
        if (hooks != null) hooks.stop();
        receiver.close();
    }

    /** Look, and wait until whoever is told has answered. */
    private void look() {
        hooks.look().forEach(CompletableFuture::join);
    }

    private String changes() {
        return receiver.heard().getLast().body().replaceAll("\"version\":\"[0-9a-f]{16}\"", "v").replaceFirst(".*\"changes\":", "");
    }

    @Test
    void tellsWhatChangedAndSignsIt() throws Exception {
        hooks();
        look();
        assertThat(receiver.heard()).as("of what was there before").isEmpty();

        sites.swap(source.document("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nAnnerledes\n").document("pages/news.md", "---\ntitle: News\naccess: public\n---\n").without("pages/profile.md")
                .document("snippets/hours.md", "10 to 4").document("navigation.yml", "main: [{page: /terms}]\n").document("lists/orders.yml", "list: orders\n").file("files/a.txt", "B").file("files/orders/b \"c\".txt", "B"));
        look();

        var heard = receiver.heard().getFirst();
        assertThat(changes()).isEqualTo("[{\"change\":\"added\",\"kind\":\"page\",\"path\":\"/news\",v},{\"change\":\"removed\",\"kind\":\"page\",\"path\":\"/profile\"},{\"change\":\"changed\",\"kind\":\"page\",\"path\":\"/terms\",v},"
                + "{\"change\":\"changed\",\"kind\":\"file\",\"path\":\"/files/a.txt\",v},{\"change\":\"added\",\"kind\":\"file\",\"path\":\"/files/orders/b \\\"c\\\".txt\",v},"
                + "{\"change\":\"changed\",\"kind\":\"snippet\",\"path\":\"hours\",v},{\"change\":\"changed\",\"kind\":\"menus\",\"path\":\"navigation\",v},{\"change\":\"added\",\"kind\":\"site\",\"path\":\"lists/orders\",v}],\"more\":false}}");
        assertThat(heard.body()).startsWith("{\"type\":\"content.published\",\"timestamp\":\"2027-01-15T08:00:00Z\",\"data\":{\"site\":\"site\",");
        assertThat(heard.timestamp()).isEqualTo("1800000000");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec((SECRET + "!").getBytes(UTF_8), "HmacSHA256"));
        assertThat(heard.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal((heard.id() + ".1800000000." + heard.body()).getBytes(UTF_8))));
        look();
        assertThat(receiver.heard()).as("once").hasSize(1);
    }

    /** The example of the specification. */
    @Test
    void signsAsTheSpecificationSays() {
        assertThat(new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}").signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatFailsIsTriedAgainLaterAndLaterAndTheNewestIsTold() {
        hooks();
        look();
        receiver.status = 500;
        sites.swap(source.document("snippets/hours.md", "10 to 4"));
        for (var wait = 1; wait <= 8; wait *= 2) {
            var before = receiver.heard().size();
            look();
            look();
            assertThat(receiver.heard()).as("not before it is time").hasSize(before + 1);
            assertThat(hooks.check().level()).isEqualTo(Status.Level.WARN);
            assertThat(hooks.check().message()).startsWith("127.0.0.1 could not be told what changed: it answers with 500; the next attempt is at " + clock.instant().plusSeconds(wait)).doesNotContain("/hook");
            clock.pass(Duration.ofSeconds(wait));
        }
        assertThat(receiver.heard()).extracting(Receiver.Heard::id).as("the same is said again").containsOnly(receiver.heard().getFirst().id());

        sites.swap(source.document("snippets/hours.md", "11 to 3").document("snippets/more.md", "More"));
        receiver.status = 200;
        look();
        assertThat(changes()).contains("\"path\":\"hours\"", "\"path\":\"more\"");
        assertThat(hooks.check()).isEqualTo(Status.ok("all that changed was told"));
        clock.pass(Duration.ofDays(1));
        look();
        assertThat(receiver.heard()).hasSize(5);
    }

    @Test
    void noRedirectIsFollowedAndWhoDoesNotAnswerIsTriedAgain() {
        hooks();
        look();
        receiver.status = 302;
        sites.swap(source.document("snippets/hours.md", "10 to 4"));
        look();
        assertThat(receiver.heard()).hasSize(1);
        assertThat(hooks.check().message()).contains("it answers with 302");
        receiver.close();
        clock.pass(Duration.ofSeconds(1));
        look();
        assertThat(hooks.check().message()).contains("it does not answer (ConnectException)");
        hooks("http://127.0.0.1:99999/", SECRET + "!");
        look();
        sites.swap(source.document("snippets/hours.md", "11 to 3"));
        look();
        assertThat(hooks.check().message()).contains("127.0.0.1 could not be told what changed: it does not answer");
    }

    @Test
    void whatIsEditedBackWhileNobodyListensNeedsNotBeTold() {
        hooks();
        look();
        receiver.status = 503;
        sites.swap(source.document("snippets/hours.md", "10 to 4"));
        look();
        sites.swap(source.document("snippets/hours.md", "9 to 5"));
        clock.pass(Duration.ofSeconds(1));
        look();
        assertThat(receiver.heard()).hasSize(1);
        assertThat(hooks.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void whatWasNotToldBeforeTheEndIsToldAfterTheNextStart() throws IOException {
        hooks();
        look();
        receiver.status = 500;
        sites.swap(source.document("snippets/hours.md", "10 to 4"));
        look();
        hooks.stop();
        sites.swap(source.document("snippets/offline.md", "While nothing ran"));
        receiver.status = 200;
        hooks();
        look();
        assertThat(changes()).contains("\"path\":\"hours\"", "\"path\":\"offline\"");
        try (var files = Files.list(folder.resolve("hooks"))) {
            Files.writeString(files.findFirst().orElseThrow(), "PAGE broken\nNONSENSE x /y\n");
        }
        hooks();
        look();
        assertThat(receiver.heard()).as("what cannot be understood begins anew").hasSize(2);
    }

    @Test
    void pagesThatComeAndGoByTheClockAreTold() {
        sites.swap(source.document("pages/sale.md", "---\ntitle: Sale\naccess: public\npublish: 2027-01-15T09:00Z\nexpire: 2027-01-15T10:00Z\n---\n").document("pages/draft.md", "---\ntitle: Draft\ndraft: true\n---\n").file("files/sale/a.txt", "A"));
        hooks();
        look();
        clock.pass(Duration.ofMinutes(60).minusSeconds(1));
        look();
        assertThat(receiver.heard()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        look();
        assertThat(changes()).startsWith("[{\"change\":\"added\",\"kind\":\"page\",\"path\":\"/sale\",v},{\"change\":\"added\",\"kind\":\"file\",\"path\":\"/files/sale/a.txt\",v}]");
        clock.pass(Duration.ofHours(1));
        look();
        assertThat(changes()).startsWith("[{\"change\":\"removed\",\"kind\":\"page\",\"path\":\"/sale\"},{\"change\":\"removed\",\"kind\":\"file\",\"path\":\"/files/sale/a.txt\"}]");
        sites.swap(source.document("pages/draft.md", "---\ntitle: Draft, changed\ndraft: true\n---\n"));
        look();
        assertThat(receiver.heard()).as("a draft is nobody's business").hasSize(2);
    }

    @Test
    void aMessageIsBounded() {
        hooks();
        look();
        for (var file = 0; file < 1_200; file++) source.file("files/many/" + file + ".txt", "A");
        sites.swap(source);
        look();
        assertThat(changes()).endsWith("\"more\":true}}");
        assertThat(changes().split("added", -1)).hasSize(1_001);
        clock.pass(Duration.ofDays(1));
        look();
        assertThat(receiver.heard()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"http://example.com/", "https://user:pw@example.com/", "ftp://example.com/", "file:///etc/passwd", "example.com", "https:///x", "http://localhost.example.com/", "http://169.254.169.254/", "http://[fe80::1]/", "'https://a b'", "'http://127.0.0.1:1/,http://10.0.0.1/'"})
    void otherAddressesAreNotTaken(String address) {
        assertThat(hooks(address, SECRET + "!").check()).satisfies(status -> {
            assertThat(status.level()).isEqualTo(Status.Level.WARN);
            assertThat(status.message()).endsWith("of those to be told what changes is none that is taken, so none is told");
        });
        assertThat(hooks.look()).isEmpty();
    }

    @Test
    void withoutASecretNothingIsSent() {
        assertThat(hooks("https://example.com/", SECRET).check().message()).isEqualTo("messages about what changes could not be signed, so none is sent");
        assertThat(hooks.look()).isEmpty();
        assertThat(hooks("https://example.com/", "whsec_this is no base64").check().level()).isEqualTo(Status.Level.WARN);
        assertThat(hooks("", "").check()).isEqualTo(Status.ok("nobody wants to be told what changes"));
    }
}
