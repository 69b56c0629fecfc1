package torg.studio.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.identity.Caller;
import torg.api.site.ContentFile;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.spi.identity.Identity;
import torg.studio.desk.Desk;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class PreviewLinksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private final TestSites sites = TestSites.of(new TestSource().setting("studio-authors", "author").document("pages/a.md", "---\ntitle: A\n---\nText"));
    private final Map<String, Caller> people = new HashMap<>();

    @TempDir
    private Path folder;

    /** People who come in as they are known. */
    private final class Known implements Identity {
        @Override
        public Entry signIn(String name, String password, String address) {
            return new Entry.Refused();
        }

        @Override
        public Optional<Session> whoIs(String token, String address) {
            return Optional.empty();
        }

        @Override
        public Optional<Caller> callerOf(String contact) {
            return Optional.ofNullable(people.get(contact));
        }

        @Override
        public void signOut(String token) {}
    }

    @Test
    void aLinkOpensWhileWhoMadeItMayMakeOne() {
        var token = given("author", new Known());
        assertThat(opens(token, new Known())).isTrue();
        people.put("A-2", author("customer"));
        assertThat(opens(token, new Known())).as("no author any more").isFalse();
        people.put("A-2", author("administrator"));
        assertThat(opens(token, new Known())).as("who may do more may do that").isTrue();
        people.remove("A-2");
        assertThat(opens(token, new Known())).as("locked out").isFalse();
    }

    @Test
    void whoMayDoLessThanWhenItWasMadeHasNoLink() {
        var token = given("administrator", new Known());
        assertThat(opens(token, new Known())).isTrue();
        people.put("A-2", author("author"));
        assertThat(opens(token, new Known())).as("it may show what an author may not change").isFalse();
    }

    @Test
    void ofWhomNobodyKnowsNoLinkOpens() {
        assertThat(opens(given("author", new Known()), null)).isFalse();
    }

    @Test
    void aLinkThatWasChangedOrSignedByAnotherKeyOpensNothing() throws IOException {
        var token = given("author", new Known());
        for (var at = 0; at < token.length(); at++) {
            // The last sign of each part has bits that decoders do not look at.
            var isLast = at + 1 == token.length() || token.charAt(at + 1) == '.';
            for (var sign : (isLast ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" : "AB").toCharArray()) {
                var other = token.substring(0, at) + sign + token.substring(at + 1);
                if (!other.equals(token)) assertThat(opens(other, new Known())).as("character %d", at).isFalse();
            }
        }
        for (var odd : List.of("", token.substring(1), token.substring(0, token.length() - 1), token + "A", "none." + token)) assertThat(opens(odd, new Known())).as(odd).isFalse();
        assertThat(opens(token, new Known())).isTrue();

        Files.writeString(folder.resolve("key"), "00".repeat(32) + "\n");
        assertThat(opens(token, new Known())).isFalse();
    }

    @Test
    void aLinkEndsByItsDate() {
        var token = given("author", new Known());
        assertThat(links(new Known(), NOW.plus(Duration.ofDays(1)).minusSeconds(1)).open(token)).isPresent();
        assertThat(links(new Known(), NOW.plus(Duration.ofDays(1))).open(token)).isEmpty();
    }

    @Test
    void asOfADateItShowsWhatStandsThereThen() {
        sites.swap(new TestSource().setting("studio-authors", "author").document("pages/a.md", "---\ntitle: A\n---\nText").document("pages/a@2027-01-01.md", "---\ntitle: New\n---\nText"));
        var now = NOW.plus(Duration.ofDays(1));
        assertThat(title(Optional.empty())).isEqualTo("A");
        assertThat(title(Optional.of(now))).isEqualTo("A");
        assertThat(title(Optional.of(Instant.parse("2027-01-01T00:00:00Z")))).isEqualTo("New");
        assertThat(title(Optional.empty())).as("each link what it is of").isEqualTo("A");
    }

    /** A theme is looked at before the site has it; the site itself, and what somebody drafted of it, stay as they are. */
    @Test
    void theSiteIsSeenInAnotherTheme() {
        sites.swap(new TestSource().setting("studio-designers", "designer").setting("studio-authors", "author").document("site.yml", "name: Site # ours\ntheme: plain\n").document("pages/a.md", "---\ntitle: A\n---\nText"));
        people.put("A-2", author("designer"));
        var links = new PreviewLinks(Optional.of(folder.resolve("key")), themed(), sites, new Known(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(links.themes()).containsExactly("bold", "plain");
        var token = links.give(desk("designer"), new PreviewLinks.Wish("", "", List.of(), Optional.empty(), 1, "bold")).token();
        var seen = links.open(token).orElseThrow().site();
        assertThat(theme(seen)).isEqualTo("bold");
        assertThat(theme(sites.current())).isEqualTo("plain");
        assertThat(links.open(token).orElseThrow().site()).as("made once").isSameAs(seen);
        assertThat(seen.part(torg.api.site.Preview.class)).isPresent();

        sites.swap(new TestSource().setting("administrator-role", "administrator").document("site.yml", "theme: plain\n"));
        people.put("A-2", author("administrator"));
        assertThat(theme(links.open(links.give(desk("administrator"), new PreviewLinks.Wish("", "", List.of(), Optional.empty(), 1, "bold")).token()).orElseThrow().site())).as("administrators may change all").isEqualTo("bold");
        sites.swap(new TestSource().setting("studio-designers", "designer").setting("studio-authors", "author").document("site.yml", "theme: plain\n"));
        assertThatThrownBy(() -> links.give(desk("designer"), new PreviewLinks.Wish("", "", List.of(), Optional.empty(), 1, "../x"))).extracting("code").isEqualTo("studio.bad-preview");
        assertThatThrownBy(() -> links.give(desk("author"), new PreviewLinks.Wish("", "", List.of(), Optional.empty(), 1, "bold"))).extracting("code").isEqualTo("studio.denied");
    }

    private static String theme(Site site) {
        return site.documents().stream().filter(document -> document.name().equals("site")).findFirst().flatMap(document -> document.fields().get("theme")).map(node -> ((Node.Scalar) node).value()).orElseThrow();
    }

    private Desk desk(String role) {
        return Desk.required(sites, Requests.get(sites.current(), "/").as(author(role)).request());
    }

    /** The site's own, and two themes. */
    private Editing themed() {
        return (Editing) Proxy.newProxyInstance(Editing.class.getClassLoader(), new Class<?>[] {Editing.class}, (_, method, arguments) -> {
            var answer = method.invoke(sites, arguments);
            if (!method.getName().equals("files")) return answer;
            var files = new TreeMap<>(sites.files());
            for (var path : List.of("themes/bold/theme.yml", "themes/bold/assets/site.css", "themes/plain/theme.yml")) files.put(path, new ContentFile(path, "1", new byte[0]));
            return files;
        });
    }

    private String title(Optional<Instant> at) {
        people.put("A-2", author("author"));
        var desk = Desk.of(sites, Requests.get(sites.current(), "/studio").as(people.get("A-2")).request()).orElseThrow();
        var links = links(new Known(), NOW);
        var seen = links.open(links.give(desk, new PreviewLinks.Wish("", "", List.of(), at, 1, "")).token()).orElseThrow();
        return ((Node.Scalar) seen.site().documents().getFirst().fields().get("title").orElseThrow()).value();
    }

    private static Caller author(String role) {
        return Caller.contact("A-2", "Ann", List.of("ALFKI"), List.of(role));
    }

    private String given(String role, Identity identity) {
        people.put("A-2", author(role));
        var desk = Desk.of(sites, Requests.get(sites.current(), "/studio").as(people.get("A-2")).request()).orElseThrow();
        return links(identity, NOW).give(desk, new PreviewLinks.Wish("", "", List.of(), Optional.empty(), 1, "")).token();
    }

    private boolean opens(String token, Identity identity) {
        return links(identity, NOW).open(token).isPresent();
    }

    private PreviewLinks links(Identity identity, Instant now) {
        return new PreviewLinks(Optional.of(folder.resolve("key")), sites, sites, identity, Clock.fixed(now, ZoneOffset.UTC));
    }
}
