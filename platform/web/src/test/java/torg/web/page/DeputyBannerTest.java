package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.web.Request;
import torg.testkit.Requests;
import torg.web.SmallSite;
import torg.web.reply.Answer;

/** Whatever a theme paints, whoever works in somebody's place is told so above it. */
class DeputyBannerTest {
    private static final Caller JANE = Caller.contact("A-1", "Jane $1 <Doe>", List.of("A"), Set.of());
    private final DeputyBanner banner = new DeputyBanner(new Notices());

    @Test
    void itStandsWhereTheBodyBeginsOrAboveEverything() {
        var shown = banner.above(asked(deputised()), "<html><BODY class=\"a\" data-x>text</BODY></html>");

        assertThat(shown).startsWith("<html><BODY class=\"a\" data-x>\n<link rel=\"stylesheet\" href=\"/assets/on-behalf.css\">\n<section class=\"on-behalf\"").endsWith("</section>text</BODY></html>")
                .contains("<p>Nancy works on behalf of Jane $1 &lt;Doe&gt;, until ", "name=\"_csrf\" value=\"csrf-of-Jane $1 &lt;Doe&gt;\"", "name=\"_on-behalf\"");
        assertThat(banner.above(asked(deputised()), "a theme without a body")).endsWith("</section>a theme without a body").contains("Nancy works on behalf of");
    }

    @Test
    void whoIsInPersonSeesThePageAsItIs() {
        assertThat(banner.above(asked(JANE), "<body>text")).isEqualTo("<body>text");
        assertThat(banner.above(asked(Caller.ANONYMOUS), "<body>text")).isEqualTo("<body>text");
    }

    @Test
    void itsStylesAreTheHousesOwn() {
        assertThat(new Assets().find(DeputyBanner.STYLES, SmallSite.version(1, ""))).map(Answer::reply).satisfies(reply -> {
            assertThat(reply.orElseThrow().headers()).containsEntry("Content-Type", "text/css;charset=utf-8");
            assertThat(reply.get().status()).isEqualTo(200);
        });
    }

    private static Caller deputised() {
        return JANE.by(new Deputy("N-1", "Nancy", Instant.parse("2027-01-15T08:00:00Z")));
    }

    private static Request asked(Caller caller) {
        return Requests.get(SmallSite.version(1, ""), "/orders").as(caller).request();
    }
}
