package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.text.Text;

class RequestTest {
    private static final Site SITE = new Site("site", 1, new SiteSettings(Text.of("Site"), "plain", List.of(Locale.ENGLISH, Locale.of("nb")), Map.of()), List.of(), Map.of(), Map.of());

    @Test
    void inAnotherLanguageItIsTheSameRequest() {
        var request = new Request("r1", "POST", "/orders", Locale.ENGLISH, Map.of("q", List.of("a")), Map.of("name", List.of("b")), Map.of("f", new Upload("a.txt", "text/plain", Bytes.of(new byte[] {1}))), Map.of("accept", "*/*"),
                Caller.contact("c1", "Ana", List.of("a1"), List.of()), Optional.of("token"), "127.0.0.1", SITE);

        var other = request.in(Locale.of("nb"));
        assertThat(other.link("/orders")).isEqualTo("/nb/orders");
        assertThat(other.in(Locale.ENGLISH)).isEqualTo(request);
    }
}
