package torg.mustache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.spi.site.SiteSource;

/** A site that is nothing but a theme. */
final class Fixture {
    static final SiteSettings SETTINGS = new SiteSettings(Text.of("Market"), "plain", List.of(Locale.ENGLISH), Map.of());

    private Fixture() {}

    /** Template name, text, name, text. */
    static SiteSource source(String... templates) {
        var files = new TreeMap<String, ContentFile>();
        for (var i = 0; i < templates.length; i += 2) {
            var path = "templates/" + templates[i] + ".mustache";
            files.put("theme/" + path, new ContentFile("themes/plain/" + path, "1", templates[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return source(files);
    }

    static SiteSource source(Map<String, ContentFile> files) {
        return new SiteSource() {
            @Override
            public SiteSettings settings() {
                return SETTINGS;
            }

            @Override
            public List<Document> documents(String folder) {
                return List.of();
            }

            @Override
            public Map<String, ContentFile> files() {
                return files;
            }

            @Override
            public boolean proposed() {
                return false;
            }

            @Override
            public <T> T part(Class<T> type) {
                throw new IllegalArgumentException("this draft has no parts");
            }
        };
    }

    static Site site(MustachePainter painter, SiteSource source, Problems problems) {
        return new Site("market", 1, SETTINGS, List.of(), source.files(), Map.of(Theme.class, painter.compile(source, problems)));
    }
}
