package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.SiteSettings;
import torg.web.SmallSite;

class LanguageTest {
    private final SiteSettings settings = SmallSite.version(1, "").settings();

    @ParameterizedTest
    @CsvSource({"/, en, /, false", "/orders, en, /orders, false", "/nb, nb, /, false", "/nb/orders, nb, /orders, false", "/nbx, en, /nbx, false", "/en, en, /, true",
        "/en/orders, en, /orders, true", "/orders/, en, /orders, true", "/nb/, nb, /, true", "/de/orders, en, /de/orders, false"})
    void isWhatThePathBeginsWith(String path, String tag, String rest, boolean odd) {
        assertThat(Language.ofPath(settings, path)).isEqualTo(new Language(Locale.of(tag), rest, odd));
    }

    @Test
    void isToBeFoundForWhoeverComesHomeFromOutside() {
        assertThat(Language.arrives("/", "none")).isTrue();
        assertThat(Language.arrives("/", "cross-site")).isTrue();
        assertThat(Language.arrives("/", "same-origin")).isFalse();
        assertThat(Language.arrives("/", null)).isFalse();
        assertThat(Language.arrives("/terms", "none")).isFalse();
    }

    @Test
    void isWhatTheCallerLikesBestOfWhatThereIs() {
        assertThat(Language.accepted(settings, "de, nb-NO;q=0.8, en;q=0.5").getLanguage()).isEqualTo("nb");
        assertThat(Language.accepted(settings, "de")).isEqualTo(Locale.ENGLISH);
        assertThat(Language.accepted(settings, null)).isEqualTo(Locale.ENGLISH);
        assertThat(Language.accepted(settings, ";;q=x")).isEqualTo(Locale.ENGLISH);
        assertThat(Language.accepted(settings, "nb,".repeat(500))).isEqualTo(Locale.ENGLISH);
    }
}
