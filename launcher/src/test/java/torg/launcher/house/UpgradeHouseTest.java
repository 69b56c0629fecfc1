package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** Another version of the portal is started on the folders that somebody has edited, and nobody has Git. */
@OwnPortal
class UpgradeHouseTest {
    private static final String TERMS = "content/customer-portal/pages/terms.md";
    private static final String ORDERS = "content/customer-portal/pages/orders.md";
    private static final String STYLE = "themes/torg/assets/added.css";

    @TempDir
    Path folder;

    @Test
    void whatShipsAnewAndWhatWasChangedHereAreBothOnTheSite() throws Exception {
        Portal.copy(Path.of("target/torg"), folder.resolve("torg"));
        for (var part : new String[] {"content", "themes"}) Portal.copy(Path.of("target/torg").resolve(part), folder.resolve(part));
        try (var portal = start()) {
            assertThat(Visitor.anonymous(portal.address()).get("/health").statusCode()).isEqualTo(200);
            Eventually.holds("what ships is remembered", () -> Files.exists(folder.resolve("data/content-shipped").resolve(TERMS)));
        }
        append(folder.resolve(TERMS), "\nNobody is liable for the hail.\n");
        append(folder.resolve(ORDERS), "\nOrders of ours.\n");
        append(folder.resolve("torg").resolve(ORDERS), "\nOrders of the upgrade.\n");
        var terms = folder.resolve("torg").resolve(TERMS);
        Files.writeString(terms, Files.readString(terms).replaceFirst("en: Terms", "en: Upgraded terms"));
        Files.writeString(folder.resolve("torg").resolve(STYLE), "/* new */");

        try (var portal = start()) {
            var anonymous = Visitor.anonymous(portal.address());
            Eventually.holds("what is in the way is told", () -> anonymous.get("/health").body().contains(ORDERS));
            assertThat(anonymous.get("/terms").body()).as("nothing comes before that").contains("liable for the hail").doesNotContain("Upgraded");
            var administrator = Visitor.signIn(portal.address(), "admin@northwind.example");
            var conflict = Visitor.json(administrator.get("/api/studio/conflicts")).get(0);
            assertThat(conflict.get("path").asText()).isEqualTo(ORDERS);
            assertThat(conflict.get("theirs").asText()).contains("Orders of the upgrade.");

            var both = conflict.get("ours").asText() + "\nOrders of the upgrade.\n";
            var wish = new ObjectMapper().valueToTree(Map.of("text", both, "seen", conflict.get("seen").asText(), "settles", conflict.get("settles").asText(), "message", "both"));
            var answer = administrator.send("PUT", "/api/studio/file?path=" + ORDERS, Optional.of(wish.toString()), "X-CSRF-Token", administrator.csrf(), "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

            assertThat(anonymous.get("/terms").body()).as("with the last of them comes the rest").contains("liable for the hail", "Upgraded");
            assertThat(administrator.get("/orders").body()).contains("Orders of ours.", "Orders of the upgrade.");
            assertThat(folder.resolve(STYLE)).content().isEqualTo("/* new */");
            Eventually.holds("all is well", () -> !anonymous.get("/health").body().contains(ORDERS));
        }
    }

    private RunningPortal start() throws IOException {
        return RunningPortal.startFrom(folder.resolve("torg"), folder.resolve("data"), "--content", folder.resolve("content").toString(), "--themes", folder.resolve("themes").toString());
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + text);
    }
}
