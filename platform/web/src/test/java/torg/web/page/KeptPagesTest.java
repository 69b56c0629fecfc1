package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;
import torg.web.SmallSite;
import torg.web.house.House;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

class KeptPagesTest {
    private final Site site = SmallSite.version(1, "body {}");
    private final PageCache cache = new PageCache(() -> Instant.parse("2027-01-15T08:00:00Z"));
    private final Pages pages = new Pages(cache, new Assets(), new Notices(), new ComponentWatch());

    /** At the first answer a moment passes, at which a page came or went; the next one is this. */
    private record Guide(Instant[] until) implements PageGuide {
        private static final Page PAGE = new Page("/", Text.of("Page"), Optional.empty(), "page", Map.of(), List.of(), true, List.of(), Optional.empty(), Map.of());

        @Override
        public Instant until(Site site) {
            return until[0];
        }

        @Override
        public Found find(Request request) {
            until[0] = until[1];
            return request.path().equals("/files/a.txt") ? new Found.TheFile(new ContentFile("files/a.txt", "1", new byte[1]), "text/plain", PAGE) : new Found.ThePage(PAGE);
        }

        @Override
        public Page special(Request request, String name) {
            return PAGE;
        }

        @Override
        public Optional<String> signIn(Request request) {
            return Optional.empty();
        }

        @Override
        public Model frame(Request request, Page page) {
            return Model.EMPTY;
        }
    }

    private Answer answer(House house, String path) {
        return pages.answer(new Request("r1", "GET", path, Locale.ENGLISH, Map.of(), Map.of(), Map.of(), Caller.ANONYMOUS, Optional.empty(), "127.0.0.1", site), house, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/files/a.txt"})
    void whatWasFoundBeforeAMomentIsNotKeptBeyondIt(String path) {
        var house = House.of(List.of(new Guide(new Instant[] {Instant.parse("2027-01-15T08:00:00Z"), Instant.MAX}), (Painter) (_, _, _) -> "painted"));

        assertThat(answer(house, path)).isInstanceOf(Stored.class);
        assertThat(cache.find(path, house, site)).as("found when the moment had not passed").isNull();
        answer(house, path);
        assertThat(cache.find(path, house, site)).as("found since").isNotNull();
    }
}
