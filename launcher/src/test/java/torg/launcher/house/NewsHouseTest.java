package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages of a type, a collection of them and its feed, as the demo has them. */
class NewsHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void aPieceOfNewsIsListedToldAndShown() throws IOException {
        var reader = portal.anonymous();
        var file = portal.site().resolve("pages/news/house.md");
        Files.writeString(file, "---\ntitle: <b>House</b> wine\ntype: news\nfields: {date: 2026-11-28, kind: company, summary: 'Red & white'}\n---\nFor all.\n");
        try {
            Eventually.holds("listed", () -> reader.get("/news").body().contains("<a href=\"/news/house\">&lt;b&gt;House&lt;/b&gt; wine</a>"));
            assertThat(reader.get("/news").body()).contains("Red &amp; white", "<time datetime=\"2026-11-28\">November 28, 2026</time>", "type=\"application/atom+xml\" title=\"News\" href=\"/news.atom\"").doesNotContain("<b>House");
            assertThat(reader.get("/nb/news").body()).contains("<a href=\"/nb/news/house\">", "28. november 2026", "Bedriften");
            assertThat(reader.get("/news/house").body()).contains("<p class=\"lead\">Red &amp; white</p>", "<p>For all.</p>");
            assertThat(Visitor.json(reader.get("/api/content/pages/news/house")).at("/page/fields/date/value").asText()).isEqualTo("2026-11-28");

            var listed = reader.get("/api/content/pages?type=news&sort=-date&fields=date&locale=nb&page-size=1");
            assertThat(Visitor.json(listed).at("/value/0/link").asText()).isEqualTo("/nb/news/house");
            assertThat(Visitor.json(listed).at("/value/0/fields/date/text").asText()).isEqualTo("28. november 2026");
            assertThat(reader.get(Visitor.json(listed).get("next").asText()).body()).contains("\"/news/christmas-deliveries\"");
            assertThat(reader.send("GET", "/api/content/pages?type=news&sort=-date&fields=date&locale=nb&page-size=1", Optional.empty(), "If-None-Match", listed.headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(304);
            assertThat(Visitor.json(reader.get("/api/content/files?below=/news")).at("/value/0/link").asText()).isEqualTo("/files/news/parcels.svg");

            var feed = reader.get("/news.atom");
            assertThat(feed.headers().firstValue("Content-Type")).hasValue("application/atom+xml");
            assertThat(feed.body()).contains("<title>&lt;b&gt;House&lt;/b&gt; wine</title>", "<summary>Red &amp; white</summary>", "/news/house\"");
            assertThat(reader.send("GET", "/news.atom", Optional.empty(), "If-None-Match", feed.headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(304);
        } finally {
            Files.delete(file);
        }
        Eventually.holds("gone", () -> !reader.get("/news").body().contains("/news/house") && !reader.get("/news.atom").body().contains("/news/house"));
        assertThat(reader.get("/news.atom").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsForOthersIsInNoListAndNoFeed() throws IOException {
        var file = portal.site().resolve("pages/news/secret.md");
        Files.writeString(file, "---\ntitle: A secret\ntype: news\naccess: administrator\nfields: {date: 2026-11-28, summary: Hush}\n---\n");
        try {
            var admin = portal.signIn("admin@northwind.example");
            Eventually.holds("listed for whom it is for", () -> admin.get("/news").body().contains("A secret"));
            assertThat(admin.get("/news.atom").body()).contains("A secret");
            for (var visitor : List.of(portal.anonymous(), portal.signIn("jane@alfki.example"))) {
                for (var address : List.of("/news", "/nb/news", "/news?page=2", "/news.atom", "/nb/news.atom", "/api/content/pages/news", "/api/content/pages?type=news&fields=*", "/api/content/pages?where=summary:Hush")) assertThat(visitor.get(address).body()).as(address).doesNotContain("secret", "Hush");
            }
        } finally {
            Files.delete(file);
        }
    }
}
