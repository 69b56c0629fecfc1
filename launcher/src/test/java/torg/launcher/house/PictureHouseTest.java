package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** An author puts a photograph among the files and names it; browsers are sent what they need of it. */
class PictureHouseTest {
    private static final Pattern SMALLER = Pattern.compile("(/files/\\S+/640-[0-9a-f]{32}) 640w");
    private final Portal portal = Portal.shared();

    @Test
    void aPhotographIsSentInTheSizeThatIsNeededToThoseWhoMayReadThePage() throws IOException {
        var open = portal.site().resolve("files/harbour.jpg");
        var closed = portal.site().resolve("files/orders/depot.jpg");
        var page = portal.site().resolve("pages/harbour.md");
        Files.createDirectories(closed.getParent());
        for (var file : List.of(open, closed)) ImageIO.write(new BufferedImage(1400, 700, BufferedImage.TYPE_INT_RGB), "jpeg", file.toFile());
        try {
            Files.writeString(page, "---\ntitle: The harbour\naccess: public\n---\n![The quay](/files/harbour.jpg)\n![Our depot](/files/orders/depot.jpg)\n");
            Eventually.holds("the page", () -> portal.anonymous().get("/harbour").statusCode() == 200);
            var links = SMALLER.matcher(portal.anonymous().get("/harbour").body()).results().map(found -> found.group(1)).toList();
            assertThat(links).hasSize(2);

            var picture = portal.anonymous().get(links.getFirst());
            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
            assertThat(picture.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            var jane = portal.signIn("jane@alfki.example");
            assertThat(jane.get(links.getFirst()).headers().firstValue("Cache-Control")).contains("private, max-age=31536000, immutable");
            assertThat(portal.anonymous().get("/api/content/files").body()).contains(links.getFirst()).doesNotContain("depot");

            assertThat(portal.anonymous().get(links.getLast()).statusCode()).isEqualTo(portal.anonymous().get("/files/orders/depot.jpg").statusCode()).isEqualTo(302);
            assertThat(portal.signIn("may@anatr.example").get(links.getLast()).statusCode()).isEqualTo(portal.signIn("may@anatr.example").get("/files/orders/depot.jpg").statusCode()).isEqualTo(403);
            assertThat(jane.get(links.getLast()).headers().firstValue("Cache-Control")).contains("private, no-cache");
            assertThat(portal.anonymous().get(links.getFirst().replace("/640-", "/641-")).statusCode()).isEqualTo(404);
        } finally {
            Files.deleteIfExists(page);
            Files.delete(open);
            Files.delete(closed);
            Files.delete(closed.getParent());
        }
        Eventually.holds("it is gone", () -> portal.anonymous().get("/harbour").statusCode() == 404);
    }
}
