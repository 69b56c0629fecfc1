package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.Site;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeValue;
import torg.api.text.Text;

class ThemeSettingsTest {
    private static final Path SHIPPED = Path.of("../../themes/torg");

    private final MemoryStore store = MemoryStore.withSite();
    private final SiteMaker maker = new SiteMaker("test");

    @BeforeEach
    void aThemeWithASettingOfEachKind() {
        store.put("themes/plain/assets/tokens.css", """
                :root {
                  /* --brand: red; */
                  --paper: #FFF;
                  --brand: light-dark(#0b5563, #7fd0dc);
                  --font: system-ui, "Segoe UI", sans-serif;
                  --heading-font: var(--font);
                  --radius: 0.625rem;
                  --space: 1;
                }
                """).put("themes/plain/assets/icon.svg", "<svg/>").put("themes/plain/theme.yml", """
                label: {en: Plain, nb: Enkelt}
                styles: [tokens.css]
                settings:
                  paper: {type: color, label: Paper}
                  brand: {type: color, label: {en: Brand, nb: Merke}, hint: Links}
                  font: {type: font, label: Font}
                  heading-font: {type: font, label: Headings}
                  radius: {type: length, label: Corners, least: 0rem, most: 2rem}
                  space: {type: number, label: Space, least: 0.5, most: 1.5}
                  header: {type: choice, label: Header, choices: {wide: Wide, narrow: {en: Narrow, nb: Smal}}, default: wide}
                  claim: {type: text, label: Claim, default: ""}
                  logo: {type: image, label: Logo, default: assets/icon.svg}
                  logo-alone: {type: boolean, label: Alone, default: false}
                """);
    }

    @Test
    void whatNobodySetsIsWhatTheStyleSheetsAndTheDefinitionsSay() {
        var theme = site().require(SiteTheme.class);

        assertThat(theme.label()).isEqualTo(new Text(Map.of("en", "Plain", "nb", "Enkelt")));
        assertThat(theme.styles()).containsExactly("tokens.css", "settings.css");
        assertThat(theme.settings()).extracting(setting -> setting.name() + " " + setting.value()).containsExactly("paper Color[light=#ffffff, dark=#ffffff]", "brand Color[light=#0b5563, dark=#7fd0dc]",
                "font Font[families=[system-ui, Segoe UI, sans-serif], file=Optional.empty]", "heading-font Font[families=[system-ui, Segoe UI, sans-serif], file=Optional.empty]", "radius 0.625rem",
                "space Figure[number=1]", "header Choice[word=wide]", "claim Words[text=Text[byLanguage={=}]]", "logo Image[path=assets/icon.svg]", "logo-alone Flag[on=false]");
        assertThat(sheet()).endsWith(":root {\n}\n");
    }

    @Test
    void whatTheSiteSetsStandsInAStyleSheetAndInItsTheme() {
        store.put("content/test/files/logo.svg", "<svg/>").put("content/test/files/Our font.woff2", "x").put("content/test/theme.yml", """
                brand: "#7A1F5C"
                paper: {dark: "#123"}
                font: Source Sans 3, 'Georgia', serif
                heading-font: {family: Our Font, file: files/Our font.woff2}
                radius: 2px
                space: 1.25
                header: narrow
                claim: {en: "Food & <more>", nb: Mat}
                logo: files/logo.svg
                logo-alone: true
                """);

        assertThat(sheet().lines().skip(1)).containsExactly("@font-face { font-family: \"Our Font\"; src: url(\"/files/Our%20font.woff2\") format(\"woff2\"); font-weight: 100 900; font-display: swap; }", ":root {",
                "  --paper: light-dark(#ffffff, #112233);", "  --brand: #7a1f5c;", "  --font: \"Source Sans 3\", \"Georgia\", serif;", "  --heading-font: \"Our Font\";", "  --radius: 2px;", "  --space: 1.25;", "}");
        var theme = site().require(SiteTheme.class);
        assertThat(theme.setting("logo").orElseThrow().value()).isEqualTo(new ThemeValue.Image("files/logo.svg"));
        assertThat(theme.setting("claim").orElseThrow().value()).isEqualTo(new ThemeValue.Words(new Text(Map.of("en", "Food & <more>", "nb", "Mat"))));
        assertThat(theme.setting("header").orElseThrow().value()).isEqualTo(new ThemeValue.Choice("narrow"));
        assertThat(theme.setting("logo-alone").orElseThrow().value()).isEqualTo(new ThemeValue.Flag(true));
        assertThat(theme.setting("space").orElseThrow()).satisfies(space -> {
            assertThat(space.standard()).isEqualTo(new ThemeValue.Figure(BigDecimal.ONE));
            assertThat(space.value()).isEqualTo(new ThemeValue.Figure(new BigDecimal("1.25")));
        });
    }

    @Test
    void whatFollowsAnotherSettingHasItsValueUntilItIsSetItself() {
        store.put("content/test/theme.yml", "font: Georgia");
        assertThat(site().require(SiteTheme.class).setting("heading-font").orElseThrow().value()).isEqualTo(new ThemeValue.Font(List.of("Georgia"), java.util.Optional.empty()));
        assertThat(sheet()).contains("--font: \"Georgia\";").doesNotContain("--heading-font");
        store.put("content/test/theme.yml", "heading-font: Futura\nfont: Georgia");
        assertThat(sheet()).contains("--font: \"Georgia\";", "--heading-font: \"Futura\";");
    }

    @Test
    void aThemeSetsWhatItsParentDefinesAndTheSiteSetsItOver() {
        store.put("content/test/site.yml", "name: Test\ntheme: child\nlanguages: [en, nb]").put("themes/child/assets/more.css", "a { color: var(--brand); }").put("themes/child/theme.yml", """
                extends: plain
                styles: more.css
                settings:
                  tone: {type: choice, label: Tone, choices: {warm: Warm}, default: warm}
                values:
                  space: 0.75
                  radius: 1rem
                """).put("content/test/theme.yml", "radius: 0px");

        var theme = site().require(SiteTheme.class);
        assertThat(theme.parents()).containsExactly("plain");
        assertThat(theme.label()).isEqualTo(Text.of("child"));
        assertThat(theme.styles()).containsExactly("tokens.css", "more.css", "settings.css");
        assertThat(theme.settings().getLast().name()).isEqualTo("tone");
        assertThat(theme.setting("radius").orElseThrow().standard()).asString().isEqualTo("1rem");
        assertThat(sheet()).contains("  --radius: 0px;\n  --space: 0.75;\n");
    }

    @Test
    void aChildThatReplacesTheTokensGivesTheSettingsTheirStandard() {
        store.put("content/test/site.yml", "name: Test\ntheme: child\nlanguages: [en, nb]").put("themes/child/theme.yml", "extends: plain")
                .put("themes/child/assets/tokens.css", ":root { --paper: #fff; --brand: #000; --font: serif; --heading-font: serif; --radius: 0px; --space: 1 }");

        assertThat(site().require(SiteTheme.class).setting("brand").orElseThrow().value()).isEqualTo(new ThemeValue.Color("#000000", "#000000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            brand: red                            | 1:8 'red' is no colour (write it as "#rrggbb", in quotes)
            brand: "#12345"                       | 1:8 '#12345' is no colour (write it as "#rrggbb", in quotes)
            brand: #0b5563                        | 1:7 there is no colour here (put it in quotes, for '#' begins a comment: "#0b5563")
            brand: [red]                          | 1:8 the setting 'brand' is one value (write one value)
            brand: {light: "#fff", dim: "#000"}   | 1:29 'dim' is not known here (remove it; known here: light, dark)
            font: "Georgia; color: red"           | 1:7 these are no names of fonts (write names of letters, digits, spaces and hyphens, with commas between: Georgia, serif)
            font: {family: A, file: files/a.woff2}| 1:25 there is no file 'files/a.woff2' of the site or its theme that ends with woff, woff2 (add it below files/ of the site, and write files/ and its name)
            font: {file: files/a.woff2}           | 1:7 the font has no name (add 'family:' with the name that the file's font is to have)
            radius: 3rem                          | 1:9 'radius' is a length from 0rem to 2rem (write a number with rem or px, such as 2rem)
            radius: 33px                          | 1:9 'radius' is a length from 0rem to 2rem (write a number with rem or px, such as 2rem)
            radius: calc(1rem)                    | 1:9 'radius' is a length from 0rem to 2rem (write a number with rem or px, such as 2rem)
            space: 2                              | 1:8 'space' is a number from 0.5 to 1.5 (write a number in these bounds)
            space: 1e0                            | 1:8 'space' is a number from 0.5 to 1.5 (write a number in these bounds)
            header: wid                           | 1:9 'wid' is no choice of 'header' (did you mean 'wide'?)
            logo: assets/icn.svg                  | 1:7 there is no file 'assets/icn.svg' of the site or its theme that ends with avif, gif, jpeg, jpg, png, svg, webp (did you mean 'assets/icon.svg'?)
            logo: assets/tokens.css               | 1:7 there is no file 'assets/tokens.css' of the site or its theme that ends with avif, gif, jpeg, jpg, png, svg, webp (add it below files/ of the site, and write files/ and its name)
            logo-alone: yes                       | 1:13 'logo-alone' is true or false (write true or false)
            claim: {en: A, xx: B}                 | 1:20 'xx' is no language of the site, so nobody reads this text (write it in en or nb, or add the language to site.yml)
            """)
    void aValueOfAnotherKindIsRefusedWhereItStands(String line, String problem) {
        store.put("content/test/theme.yml", line);
        assertThat(refused()).containsExactly("content/test/theme.yml:" + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#fff;}*{display:none}", "#fff}", "url(x)", "var(--x)", "1rem;}a{", "</style>", "\\", "\"", "a\nb", "/*", "-", "--", "a\u0000", "Georgia,", "'Georgia", "@import", "expression(1)"})
    void noValueEndsItsDeclaration(String hostile) {
        for (var setting : List.of("brand", "font", "heading-font", "radius", "space")) {
            store.put("content/test/theme.yml", setting + ": \"" + hostile.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\u0000", "\\0") + "\"");
            assertThat(refused()).as(setting).singleElement().asString().startsWith("content/test/theme.yml:1:");
        }
    }

    @Test
    void aSettingThatTheThemeDoesNotHaveIsAWarning() {
        store.put("content/test/theme.yml", "brnad: \"#0b5563\"");
        assertThat(warnings()).containsExactly("content/test/theme.yml:1:8 the theme has no setting 'brnad' (did you mean 'brand'?)");
        store.put("themes/plain/theme.yml", "label: Plain");
        assertThat(warnings()).containsExactly("content/test/theme.yml:1:8 the theme has no setting 'brnad' (take it out)");
    }

    @Test
    void whatIsSetIsOneForAllLanguages() {
        store.put("content/test/theme.nb.yml", "brand: \"#000000\"");
        assertThat(maker.make(store.files(), List.of(), Map.of()).problems()).extracting(Object::toString)
                .contains("content/test/theme.nb.yml:1:1 nobody reads this document (write into theme.yml what is set of the theme; a text in it may be one per language)");
    }

    @Test
    void textThatIsHardToReadIsAWarningWithAColourThatIsNot() {
        store.put("themes/plain/theme.yml", "styles: tokens.css\nsettings:\n  paper: {type: color}\n  brand: {type: color, on: paper}").put("content/test/theme.yml", "paper: {dark: \"#000\"}\nbrand: \"#767676\"");
        assertThat(warnings()).as("4.54 to 1").isEmpty();
        store.put("content/test/theme.yml", "brand: \"#777777\"\npaper: {dark: \"#000\"}");
        assertThat(warnings()).containsExactly("content/test/theme.yml:1:8 'brand' (#777777) on 'paper' (#ffffff) has a contrast of 4.4 to 1 in light surroundings, and text needs 4.5 (set 'brand' for light to one such as \"#757575\")");
        store.put("content/test/theme.yml", "paper: {dark: \"#222\"}\nbrand: \"#0b5563\"");
        assertThat(warnings()).as("where it was set last, or on what").containsExactly(
                "content/test/theme.yml:2:8 'brand' (#0b5563) on 'paper' (#222222) has a contrast of 1.8 to 1 in dark surroundings, and text needs 4.5 (set 'brand' for dark to one such as \"#63929b\")");
        store.put("content/test/theme.yml", "paper: \"#7fd0dc\"");
        assertThat(warnings()).hasSize(1).first().asString().startsWith("content/test/theme.yml:1:8 'brand' (#7fd0dc) on 'paper' (#7fd0dc) has a contrast of 1.0 to 1 in dark");
    }

    @Test
    void aThemeIsToldWhatIsWrongWithItsSettings() {
        store.put("themes/plain/theme.yml", """
                styles: [tokns.css, x.js]
                settings:
                  Big: {type: color}
                  styles: {type: color}
                  odd: {type: colour}
                  none: x
                  no-type: {label: A}
                  length: {type: length, least: 1em, most: 2rem}
                  empty: {type: choice, default: a}
                  logo: {type: image}
                """);
        assertThat(refused()).containsExactly("themes/plain/theme.yml:1:21 this is no style sheet (write its path below assets/, such as 'styles.css')",
                "themes/plain/theme.yml:3:8 no setting can be called 'Big' (use lower-case letters, digits and single hyphens, at most 40)",
                "themes/plain/theme.yml:4:11 no setting can be called 'styles' (use lower-case letters, digits and single hyphens, at most 40)",
                "themes/plain/theme.yml:5:15 'type' is 'colour', expected one of color, font, length, number, choice, boolean, text, image (did you mean 'color'?)",
                "themes/plain/theme.yml:6:9 the setting 'none' is a mapping (write its 'type' and 'label')", "themes/plain/theme.yml:7:12 'type' is missing here (add 'type:' with a value)",
                "themes/plain/theme.yml:8:33 'least' is a length (write a number with rem or px, such as 1.5rem)", "themes/plain/theme.yml:9:10 there is nothing to choose (add 'choices:' with words and their labels)",
                "themes/plain/theme.yml:1:10 there is no style sheet 'tokns.css' below assets/ (did you mean 'tokens.css'?)",
                "themes/plain/theme.yml:10:9 the setting 'logo' says nothing of what it is where nobody sets it (add 'default:' with a value)");
    }

    @Test
    void aTokenThatCanBeSetIsAPlainValue() {
        store.put("themes/plain/theme.yml", "styles: tokens.css\nsettings:\n  brand: {type: color}\n  ink: {type: color}\n").put("themes/plain/assets/tokens.css", ":root {\n  --brand: oklch(1 2 3);\n}");
        assertThat(refused()).containsExactly(
                "themes/plain/assets/tokens.css:2:12 '--brand' can be set, so it has to be a plain value, or var() of a setting of its kind that stands before it (write #rrggbb, or light-dark(#rrggbb, #rrggbb))",
                "themes/plain/theme.yml:4:8 no style sheet below 'styles' gives '--ink' a value (give it one at :root, which holds where nobody sets it)");
    }

    @Test
    void aSettingIsDefinedOnceAndItsSheetIsNobodyElses() {
        store.put("content/test/site.yml", "name: Test\ntheme: child\nlanguages: [en, nb]").put("themes/child/theme.yml", "extends: plain\nsettings:\n  space: {type: number, least: 1, most: 2}").put("themes/child/assets/settings.css", "a {}");
        assertThat(refused()).containsExactly("themes/child/theme.yml:3:10 a theme that this one extends has the setting 'space' already (give it another value below 'values', or another name)",
                "themes/child/assets/settings.css:1:1 settings.css is made of what is set (give your style sheet another name)");
    }

    @Test
    void theThemeThatShipsCanBeReadWhereNobodySetsAnything() throws IOException {
        store.put("content/test/site.yml", "name: Test\ntheme: torg\nlanguages: [en, nb]");
        try (var files = Files.walk(SHIPPED)) {
            for (var file : files.filter(Files::isRegularFile).toList()) store.put("themes/torg/" + SHIPPED.relativize(file), Files.readAllBytes(file));
        }
        assertThat(warnings()).isEmpty();
        assertThat(site().require(SiteTheme.class).settings()).hasSizeBetween(10, 20).allSatisfy(setting -> assertThat(setting.label().byLanguage()).as(setting.name()).containsOnlyKeys("en", "nb"));
    }

    private Site site() {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.problems()).isEmpty();
        return attempt.site().orElseThrow();
    }

    private String sheet() {
        return new String(site().files().get("theme/assets/settings.css").bytes(), StandardCharsets.UTF_8);
    }

    private List<String> refused() {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.site()).isEmpty();
        return attempt.problems().stream().map(Object::toString).toList();
    }

    private List<String> warnings() {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.site()).isPresent();
        return attempt.problems().stream().map(Object::toString).toList();
    }
}
