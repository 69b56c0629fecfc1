package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The look of a site is changed by a few lines, or by a theme that replaces one file of another. */
class ThemeHouseTest {
    private static final Pattern SHEET = Pattern.compile("<link rel=\"stylesheet\" href=\"(/assets/[^\"]+/settings\\.css)\">");

    private final Portal portal = Portal.shared();

    @Test
    void aFewLinesGiveTheSiteOtherColoursAndAnotherLogo() throws IOException {
        var choices = portal.site().resolve("theme.yml");
        var logo = portal.site().resolve("files/our-logo.svg");
        Files.writeString(logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        try {
            Files.writeString(choices, "brand: {light: \"#7a1f5c\", dark: \"#f0a8d5\"}\non-brand: {dark: \"#3a0a2a\"}\nlogo: files/our-logo.svg\n");
            Eventually.holds("the logo", () -> portal.anonymous().get("/").body().contains("<img src=\"/files/our-logo.svg\" alt=\"\">"));
            assertThat(sheet()).contains("--brand: light-dark(#7a1f5c, #f0a8d5);", "--on-brand: light-dark(#ffffff, #3a0a2a);");
            assertThat(portal.anonymous().get("/health").body()).doesNotContain("theme.yml");

            Files.writeString(choices, "brand: \"#7a1f5c\"\n");
            Eventually.holds("a colour that is hard to read is told", () -> portal.anonymous().get("/health").body().contains("customer-portal/theme.yml:1:8 'brand' (#7a1f5c) on 'surface'"));
            Files.writeString(choices, "brand: \"red; } body { display: none\"\n");
            Eventually.holds("what is no colour is told", () -> portal.anonymous().get("/health").body().contains("customer-portal/theme.yml:1:8 'red; } body"));
            assertThat(sheet()).contains("--brand: #7a1f5c;").doesNotContain("display");
        } finally {
            Files.deleteIfExists(choices);
            Files.delete(logo);
        }
        Eventually.holds("the theme's own colours", () -> !sheet().contains("--brand"));
    }

    @Test
    void aThemeOfTwoFilesStandsOnTheOneThatShips() throws IOException {
        var theme = Files.createDirectories(portal.themes().resolve("ours/templates/parts")).getParent().getParent();
        Files.writeString(theme.resolve("theme.yml"), "extends: torg\n");
        Files.writeString(theme.resolve("templates/parts/footer.mustache"), "<footer>Ours alone</footer>\n");
        var settings = portal.site().resolve("site.yml");
        var before = Files.readString(settings);
        Files.writeString(settings, before.replace("theme: torg", "theme: ours"));
        try {
            Eventually.holds("our footer", () -> portal.anonymous().get("/terms").body().contains("<footer>Ours alone</footer>"));
            assertThat(portal.anonymous().get("/terms").body()).contains("<header class=\"head\">").doesNotContain("class=\"foot\"");

            var header = portal.themes().resolve("torg/templates/parts/header.mustache");
            var shipped = Files.readString(header);
            try {
                Files.writeString(header, shipped + "<p>Edited below</p>");
                Eventually.holds("an edit of the parent", () -> portal.anonymous().get("/terms").body().contains("<p>Edited below</p>"));
            } finally {
                Files.writeString(header, shipped);
            }
            Files.writeString(theme.resolve("templates/parts/footer.mustache"), "<footer>{{#open}}</footer>\n");
            Eventually.holds("a mistake is named in the child's file", () -> portal.anonymous().get("/health").body().contains("themes/ours/templates/parts/footer.mustache:1:9"));
            assertThat(portal.anonymous().get("/terms").body()).contains("Ours alone");
        } finally {
            Files.writeString(settings, before);
        }
        Eventually.holds("the shipped footer", () -> portal.anonymous().get("/terms").body().contains("class=\"foot\""));
    }

    @Test
    void aPartThatFailsWhileItIsPaintedTakesNothingElseWithIt() throws IOException {
        var footer = portal.themes().resolve("torg/templates/parts/footer.mustache");
        var before = Files.readString(footer);
        Files.writeString(footer, before + "<p>\n{{locale.tag}} {{menus}}</p>\n");
        try {
            Eventually.holds("a notice", () -> portal.anonymous().get("/nb/terms").body().contains("<p class=\"notice notice--danger\">Denne delen av siden kan ikke vises akkurat nå.</p>"));
            assertThat(portal.anonymous().get("/nb/terms").statusCode()).isEqualTo(200);
            assertThat(portal.anonymous().get("/nb/terms").body()).contains("<h1>", "class=\"head\"", "</html>").doesNotContain("class=\"foot\"");
            var line = before.lines().count() + 2;
            assertThat(portal.anonymous().get("/health").body()).contains("themes/torg/templates/parts/footer.mustache:" + line + ":16 'menus' is no single value");
            assertThat(portal.running().output()).contains("footer.mustache:" + line + ":16");
        } finally {
            Files.writeString(footer, before);
        }
        Eventually.holds("mended", () -> portal.anonymous().get("/nb/terms").body().contains("class=\"foot\"") && !portal.anonymous().get("/health").body().contains("footer.mustache"));
    }

    private String sheet() {
        var page = SHEET.matcher(portal.anonymous().get("/").body());
        assertThat(page.find()).isTrue();
        return portal.anonymous().get(page.group(1)).body();
    }
}
