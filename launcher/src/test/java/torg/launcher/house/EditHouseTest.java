package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customizer saves a file: it is on the site, or nothing changes and the place and the remedy are told. */
class EditHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void aPageIsSeenAtOnce() throws IOException {
        edit(portal.site().resolve("pages/terms.md"), text -> text + "\n\nNobody is liable for the weather.\n",
                () -> Eventually.holds("the new sentence", () -> portal.anonymous().get("/terms").body().contains("liable for the weather")));
        Eventually.holds("the old page again", () -> !portal.anonymous().get("/terms").body().contains("liable for the weather"));
    }

    @Test
    void aDraftIsThereForAdministratorsOnly() throws IOException {
        assertThat(portal.anonymous().get("/sitemap.xml").body()).contains("/nb/terms</loc>");
        edit(portal.site().resolve("pages/terms.md"), text -> text.replaceFirst("title:", "draft: true\ntitle:"), () -> {
            Eventually.holds("gone", () -> portal.anonymous().get("/terms").statusCode() == 404);
            assertThat(portal.anonymous().get("/terms").body()).isEqualTo(portal.anonymous().get("/never-was").body()).doesNotContain("href=\"/terms\"");
            assertThat(portal.anonymous().get("/sitemap.xml").body()).contains("/company</loc>").doesNotContain("/terms</loc>");
            assertThat(portal.signIn("admin@northwind.example").get("/terms").body()).contains("This page is a draft", "href=\"/terms\"");
        });
        Eventually.holds("there again", () -> portal.anonymous().get("/terms").statusCode() == 200);
    }

    @Test
    void whereThePageAboveAllIsForSomeOnlyTheOthersComeInByADressedPage() throws IOException {
        var home = portal.site().resolve("pages/index.html");
        edit(home, text -> text.replaceFirst("access: public", "access: [customer-representative]"), () -> {
            Eventually.holds("closed", () -> portal.anonymous().get("/").statusCode() == 302);
            assertThat(portal.anonymous().get("/").headers().firstValue("Location").orElseThrow()).contains("/sign-in");
            var entrance = portal.anonymous().get("/sign-in");
            assertThat(entrance.statusCode()).isEqualTo(200);
            var dress = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:css|js|svg)(?:\\?[^\"]*)?)\"").matcher(entrance.body()).results().map(found -> found.group(1)).toList();
            assertThat(dress).as("styles and scripts of the theme").anyMatch(path -> path.contains(".css")).anyMatch(path -> path.contains(".js"));
            for (var path : dress) assertThat(portal.anonymous().get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(portal.anonymous().get("/company").statusCode()).as("it is closed all the way down").isEqualTo(302);
            assertThat(portal.signIn("maria.anders@alfki.example").get("/company").statusCode()).isEqualTo(200);
        });
        Eventually.holds("open again", () -> portal.anonymous().get("/").statusCode() == 200);
    }

    @Test
    void aTemplateIsSeenAtOnce() throws IOException {
        edit(portal.themes().resolve("torg/templates/parts/footer.mustache"), text -> text + "<p>An edited template</p>",
                () -> Eventually.holds("the edited template", () -> portal.anonymous().get("/company").body().contains("<p>An edited template</p>")));
    }

    @Test
    void aPermissionHoldsFromTheNextRequest() throws IOException {
        var maria = portal.signIn("maria.anders@alfki.example");
        assertThat(maria.rows("salesorder")).isNotEmpty();
        var rule = portal.site().resolve("permissions/closed.yml");
        Files.writeString(rule, "permissions:\n  - {name: closed, table: salesorder, roles: [customer-representative], deny: true, scope: global, privileges: [read]}\n");
        try {
            Eventually.holds("no order is visible", () -> maria.rows("salesorder").isEmpty());
        } finally {
            Files.delete(rule);
        }
        Eventually.holds("visible again", () -> !maria.rows("salesorder").isEmpty());
    }

    @Test
    void aPermissionThatIsHardlyMeantHoldsAndIsTold() throws IOException {
        var may = portal.signIn("may@anatr.example");
        assertThat(may.rows("uom")).as("she has no role").isEmpty();
        var rule = portal.site().resolve("permissions/units.yml");
        Files.writeString(rule, "permissions:\n  - {name: units, table: uom, roles: [authenticated], scope: global, privileges: [read]}\n");
        try {
            Eventually.holds("it holds", () -> !may.rows("uom").isEmpty());
            var told = told("permissions.every-column");
            assertThat(told).hasSize(1);
            assertThat(told.getFirst().path("fatal").asBoolean(true)).isFalse();
            assertThat(told.getFirst().path("at").asText()).endsWith("permissions/units.yml:2:5");
            assertThat(told.getFirst().path("message").asText()).contains("whoever signs in sees every column of table 'uom' by permission 'units'");
            assertThat(told.getFirst().path("help").asText()).startsWith("add a column rule for 'authenticated'");
            assertThat(portal.signIn("admin@northwind.example").get("/").body()).as("an administrator sees it").contains("permissions/units.yml");
        } finally {
            Files.delete(rule);
        }
        Eventually.holds("mended", () -> may.rows("uom").isEmpty());
        assertThat(told("permissions.every-column")).isEmpty();
    }

    private List<JsonNode> told(String code) {
        var told = new ArrayList<JsonNode>();
        Visitor.json(portal.anonymous().get("/health")).path("problems").forEach(problem -> {
            if (problem.path("code").asText().equals(code)) told.add(problem);
        });
        return told;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            pages/terms.md | "---\ntitle: [broken\n---\nNo terms." | pages/terms.md:
            lists/orders.yml | "list: orders\ntable: salesordr\n" | lists/orders.yml:2:8
            permissions/new.yml | "permissions:\n  - {name: x, table: salesorder, roles: [nobody], scope: galaxy, privileges: [read]}\n" | permissions/new.yml:2:
            pages/new.md | "---\ntitle: {en: New, xx: Nytt}\naccess: public\n---\n" | pages/new.md:2:22
            navigation.yml | "# nothing left\n" | navigation.yml:1:1
            messages.nb.yml | "sign-inn: Kom inn\n" | messages.nb.yml:1:11
            tables/uom.yml | "table: uom\nkey: symbol\ntitle: name\ncolumns:\n  symbol: {type: text, length: 10}\n  name: {type: text, length: 60}\n  decimals: {type: integer}\n  weight: {type: decimal, required: true}\n" | tables/uom.yml:8:
            forms/new.yml | "form: new\ntable: product\nfields: [name]\n" | forms/new.yml:2:8
            files/wrong.css | "a { color: red; }\n}\n" | files/wrong.css:2:1
            tables/product.yml | "table: product\nkey: nothing\n" | tables/product.yml:
            """)
    void aWrongEditChangesNothingAndIsTold(String file, String wrong, String place) throws IOException {
        var maria = portal.signIn("maria.anders@alfki.example");
        var orders = maria.rows("salesorder").stream().map(order -> order.get("ordernumber")).toList();
        var path = portal.site().resolve(file);
        var before = Files.exists(path) ? Files.readString(path) : null;
        Files.writeString(path, wrong.replace("\\n", "\n"));
        try {
            Eventually.holds("health names " + place, () -> portal.anonymous().get("/health").body().contains(place));
            Eventually.holds("an administrator sees it", () -> portal.signIn("admin@northwind.example").get("/").body().contains(file));
            Eventually.holds("the console names it", () -> portal.running().output().contains(place));
            assertThat(portal.anonymous().get("/terms").body()).doesNotContain("No terms.");
            assertThat(maria.get("/orders").statusCode()).isEqualTo(200);
            assertThat(maria.rows("salesorder")).as("orders that other tests placed may still be on their way to the ERP and back").extracting(order -> order.get("ordernumber")).containsExactlyElementsOf(orders);
        } finally {
            if (before == null) Files.delete(path);
            else Files.writeString(path, before);
        }
        Eventually.holds("mended", () -> !portal.anonymous().get("/health").body().contains(place));
        Eventually.holds("the console says so", () -> portal.running().output().lines().anyMatch(line -> line.startsWith("torg: mended: ") && line.contains(place)));
    }

    @Test
    void aWrongSettingLeavesItsModuleAsItWasAndIsTold() throws IOException {
        var file = Files.createDirectories(portal.settings()).resolve("torg.identity.local.properties");
        Files.writeString(file, "# ours\nsession-hours=many\n");
        try {
            Eventually.holds("health names the line", () -> portal.anonymous().get("/health").body().contains("torg.identity.local.properties:2 'session-hours' is 'many', expected a whole number from 1 to 720"));
            assertThat(portal.signIn("jane@alfki.example").get("/orders").statusCode()).isEqualTo(200);
            assertThat(portal.running().output()).contains("torg.identity.local.properties:2");
        } finally {
            Files.delete(file);
        }
        Eventually.holds("mended", () -> !portal.anonymous().get("/health").body().contains("torg.identity.local.properties"));
    }

    private interface Edit {
        String of(String text);
    }

    private static void edit(Path file, Edit edit, Runnable then) throws IOException {
        var before = Files.readString(file);
        Files.writeString(file, edit.of(before));
        try {
            then.run();
        } finally {
            Files.writeString(file, before);
        }
    }
}
