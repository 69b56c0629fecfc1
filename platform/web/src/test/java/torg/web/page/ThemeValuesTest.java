package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeValue;
import torg.api.text.Text;
import torg.api.view.Model;

class ThemeValuesTest {
    private final Assets assets = new Assets();
    private final ThemeValues values = new ThemeValues(assets);

    @Test
    void templatesAreHandedWhatIsSetAndAddressesOfStyleSheetsAndPictures() {
        var settings = new LinkedHashMap<String, ThemeValue>();
        settings.put("brand", new ThemeValue.Color("#0b5563", "#7fd0dc"));
        settings.put("font", new ThemeValue.Font(List.of("Georgia", "serif"), Optional.of("files/a.woff2")));
        settings.put("radius", new ThemeValue.Length(new BigDecimal("0.5"), "rem"));
        settings.put("space", new ThemeValue.Figure(BigDecimal.ONE));
        settings.put("header", new ThemeValue.Choice("wide"));
        settings.put("logo-alone", new ThemeValue.Flag(true));
        settings.put("claim", new ThemeValue.Words(new Text(Map.of("en", "Food", "nb", "Mat"))));
        settings.put("icon", new ThemeValue.Image("assets/a b/icon.svg"));
        settings.put("logo", new ThemeValue.Image("files/our logo.svg"));
        settings.put("photo", new ThemeValue.Image(""));
        var site = site(List.of("styles.css", "settings.css"), settings);
        var base = assets.base(site);

        assertThat(values.in(site, Locale.of("nb"))).isEqualTo(Model.with("styles", List.of(base + "/styles.css", base + "/settings.css")).with("brand", Model.with("light", "#0b5563").with("dark", "#7fd0dc"))
                .with("font", "Georgia, serif").with("radius", "0.5rem").with("space", BigDecimal.ONE).with("header", "wide").with("logo-alone", true).with("claim", "Mat")
                .with("icon", base + "/a%20b/icon.svg").with("logo", "/files/our%20logo.svg").with("photo", "").build());
        assertThat(values.in(site, Locale.ENGLISH).get("claim")).isEqualTo("Food");
    }

    @Test
    void anotherSiteHasValuesOfItsOwn() {
        assertThat(values.in(site(List.of(), Map.of("space", new ThemeValue.Figure(BigDecimal.ONE))), Locale.ENGLISH).get("space")).isEqualTo(BigDecimal.ONE);
        assertThat(values.in(site(List.of(), Map.of("space", new ThemeValue.Figure(BigDecimal.TWO))), Locale.ENGLISH).get("space")).isEqualTo(BigDecimal.TWO);
    }

    private static Site site(List<String> styles, Map<String, ThemeValue> settings) {
        var theme = new SiteTheme("plain", Text.of("Plain"), List.of(), styles,
                settings.entrySet().stream().map(one -> new ThemeSetting(one.getKey(), Text.of(""), Optional.empty(), new ThemeSetting.Kind.Words(), one.getValue(), one.getValue())).toList());
        var file = new ContentFile("themes/plain/assets/styles.css", "1", "a {}".getBytes(StandardCharsets.UTF_8));
        return new Site("test", 1, new SiteSettings(Text.of("Test"), "plain", List.of(Locale.ENGLISH, Locale.of("nb")), Map.of()), List.of(), Map.of("theme/assets/styles.css", file), Map.of(SiteTheme.class, theme));
    }
}
