package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The library of web files: small pictures, who refers to one, and other bytes at the same address. */
class MediaHouseTest {
    private static final String FOLDER = "content/customer-portal/files/";
    private static final Pattern SMALL = Pattern.compile("<img src=\"(/files/pier\\.png/320-[0-9a-f]{32})\"");
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    @Test
    void aFileIsLookedAtWithWhoRefersToItAndReplacedWhereItIs() throws IOException {
        var picture = portal.site().resolve("files/pier.png");
        var drawing = portal.site().resolve("files/plan.svg");
        var page = portal.site().resolve("pages/pier.md");
        ImageIO.write(new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Files.writeString(drawing, svg(""));
        try {
            Files.writeString(page, "---\ntitle: The pier\naccess: public\n---\n![The pier](/files/pier.png)\n\n[The plan](/files/plan.svg)\n");
            Eventually.holds("the page", () -> portal.anonymous().get("/pier").statusCode() == 200);
            var library = administrator.get("/studio/media?q=pier").body();
            var small = SMALL.matcher(library);
            assertThat(small.find()).as(library).isTrue();
            assertThat(administrator.get(small.group(1)).headers().firstValue("Content-Type")).contains("image/png");
            var looked = administrator.get("/studio/media?path=" + FOLDER + "plan.svg").body();
            assertThat(looked).contains("/studio/file?path=content%2Fcustomer-portal%2Fpages%2Fpier.md", "line 7", "<code>/files/plan.svg</code>");

            var replaced = replace("plan.svg", svg("<circle r=\"3\"/>"), "save");
            assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(303);
            assertThat(portal.anonymous().get("/files/plan.svg").body()).contains("circle");
            assertThat(replace("plan.svg", svg("<rect/>"), "draft").headers().firstValue("Location")).contains("/studio/media?path=" + Visitor.encoded(FOLDER + "plan.svg") + "&done=drafted");
            assertThat(portal.anonymous().get("/files/plan.svg").body()).as("the site stays as it is").contains("circle");
            assertThat(administrator.get("/studio/media?path=" + FOLDER + "plan.svg").body()).contains("This is your draft");
            var draft = Visitor.json(administrator.get("/api/studio/drafts")).get(0).get("version").asText();
            assertThat(administrator.send("DELETE", "/api/studio/draft?path=" + FOLDER + "plan.svg&version=" + draft, Optional.empty(), "X-CSRF-Token", administrator.csrf()).statusCode()).isLessThan(300);

            for (var hostile : List.of("<script>alert(1)</script>", "<g onload=\"alert(1)\"/>", "<a href=\"javascript:alert(1)\"/>")) {
                assertThat(replace("plan.svg", svg(hostile), "save").statusCode()).as(hostile).isEqualTo(422);
            }
            assertThat(replace("plan.svg", "x".repeat(10_000_001), "save").statusCode()).as("more than 10 MB").isEqualTo(422);
            assertThat(replace("pier.png", "<html>", "save").statusCode()).as("no picture").isEqualTo(422);
            assertThat(portal.anonymous().get("/files/plan.svg").body()).contains("circle").doesNotContain("alert");
        } finally {
            for (var made : List.of(page, drawing, picture)) Files.deleteIfExists(made);
        }
        Eventually.holds("it is gone", () -> portal.anonymous().get("/pier").statusCode() == 404);
    }

    private static String svg(String inside) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\">" + inside + "</svg>";
    }

    private HttpResponse<String> replace(String name, String bytes, String action) {
        var seen = Pattern.compile("name=\"path\"[^>]*><input type=\"hidden\" name=\"seen\" value=\"([^\"]*)\"").matcher(administrator.get("/studio/media?path=" + FOLDER + name).body());
        assertThat(seen.find()).isTrue();
        return administrator.send("POST", "/studio/media", Optional.of(part("_csrf", administrator.csrf()) + part("_component", "c1") + part("path", FOLDER + name) + part("seen", seen.group(1)) + part("action", action)
                + "--torg\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"any.bin\"\r\n\r\n" + bytes + "\r\n--torg--\r\n"), "Content-Type", "multipart/form-data; boundary=torg");
    }

    private static String part(String name, String value) {
        return "--torg\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
