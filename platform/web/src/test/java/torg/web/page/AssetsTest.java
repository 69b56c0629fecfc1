package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.web.reply.Stored;

/** Styles are found by the fingerprint of the site that named them: the one that is served, one just replaced, or one that is only looked at. */
class AssetsTest {
    private final Assets assets = new Assets();
    private final Site now = site("a { color: red }");

    @Test
    void whatIsOnlyLookedAtHasItsOwnStylesAndTheServedSiteKeepsIts() {
        var live = assets.base(now);
        var proposed = assets.base(site("a { color: blue }"));

        assertThat(text(proposed)).isEqualTo("a { color: blue }");
        assertThat(text(live)).isEqualTo("a { color: red }");
        assertThat(assets.base(now)).isEqualTo(live);
        assertThat(caching(proposed)).contains("immutable");
    }

    @Test
    void aFingerprintThatNobodyKnowsAnyMoreIsAnsweredWithWhatIsServedAndNotKept() {
        var first = assets.base(site("a { color: blue }"));
        for (var i = 0; i < 10; i++) assets.base(site("a { width: " + i + "px }"));

        assertThat(text(first)).isEqualTo("a { color: red }");
        assertThat(caching(first)).contains("must-revalidate");
        assertThat(text("/assets/nothing")).isEqualTo("a { color: red }");
        assertThat(assets.find("/assets/", now)).isEmpty();
        assertThat(assets.find("/assets/x", now)).isEmpty();
        assertThat(assets.find(first + "/none.css", now)).isEmpty();
    }

    @Test
    void aFileOfAnotherNameIsAnotherFingerprint() {
        assertThat(assets.base(site("other.css", "a { color: red }"))).isNotEqualTo(assets.base(now));
    }

    private String text(String base) {
        return new String(stored(base).reply().body(), StandardCharsets.UTF_8);
    }

    private String caching(String base) {
        return stored(base).reply().headers().get("Cache-Control");
    }

    private Stored stored(String base) {
        var answer = assets.find(base + "/styles.css", now).orElseThrow();
        assertThat(answer).isInstanceOf(Stored.class);
        return (Stored) answer;
    }

    private static Site site(String styles) {
        return site("styles.css", styles);
    }

    private static Site site(String name, String styles) {
        var file = new ContentFile("themes/plain/assets/" + name, "1", styles.getBytes(StandardCharsets.UTF_8));
        return new Site("test", 1, new SiteSettings(Text.of("Test"), "plain", List.of(Locale.ENGLISH), Map.of()), List.of(), Map.of("theme/assets/" + name, file), Map.of());
    }
}
