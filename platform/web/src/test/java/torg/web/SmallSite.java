package torg.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteSettings;
import torg.api.site.Sites;
import torg.api.text.Text;

/** A site in English and Norwegian with one asset, which can be swapped for its next version. */
public final class SmallSite implements Sites {
    private volatile Site site = version(1, "body {}");

    void swap(String styles) {
        site = version(site.version() + 1, styles);
    }

    @Override
    public Site current() {
        return site;
    }

    @Override
    public List<SiteProblem> problems() {
        return List.of();
    }

    public static Site version(long version, String styles) {
        var settings = new SiteSettings(Text.of("Test portal"), "plain", List.of(Locale.ENGLISH, Locale.of("nb")), Map.of("administrator-role", "chief"));
        var asset = new ContentFile("theme/assets/styles.css", "" + styles.hashCode(), styles.getBytes(StandardCharsets.UTF_8));
        return new Site("test", version, settings, List.of(), Map.of(asset.path(), asset), Map.of());
    }
}
