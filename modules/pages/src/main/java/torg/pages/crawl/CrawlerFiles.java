package torg.pages.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.identity.Caller;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.web.PublicUrl;
import torg.pages.access.KnownAccess;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.pages.tree.WholeAddresses;
import torg.spi.view.PageGuide.Found;

/**
 * Files at addresses that search engines know by heart. They say the same to everybody, and name no page that somebody may not read. Without a public
 * address of the portal there is no sitemap, since it has to name whole ones.
 */
public final class CrawlerFiles {
    private static final String ROBOTS = "/robots.txt";
    /** What the site says itself; where it says nothing, what is no page is left alone. */
    public static final String OWN_ROBOTS = "files/robots.txt";
    private static final String USUAL_ROBOTS = "User-agent: *\nDisallow: /api/\n";
    private static final Pattern SITEMAP = Pattern.compile("/sitemap(?:-([1-9][0-9]{0,4}))?\\.xml");
    /** Rules who may read them: everybody, whoever may read home. */
    private static final Page EVERYBODY = new Page(SitePages.SPECIAL + "crawl", Text.of(""), Optional.empty(), "", Map.of(), List.of(), true, List.of(), Optional.empty(), Map.of());

    private final PublicUrl url;
    private final KnownAccess access;

    public CrawlerFiles(PublicUrl url, KnownAccess access) {
        this.url = url;
        this.access = access;
    }

    /** The file of this path; empty when it is none of these. */
    public Optional<Found> find(Site site, String path) {
        if (path.equals(ROBOTS)) return Optional.of(found(path, "text/plain;charset=utf-8", robots(site)));
        var sitemap = SITEMAP.matcher(path);
        if (!sitemap.matches()) return Optional.empty();
        var number = sitemap.group(1) == null ? 0 : Integer.parseInt(sitemap.group(1));
        return url.origin().flatMap(origin -> new Sitemap(new WholeAddresses(origin, site.settings()), pages(site)).file(number)).map(text -> found(path, "application/xml", text));
    }

    private static Found found(String path, String mediaType, String text) {
        return new Found.TheFile(new ContentFile(path.substring(1), "", text.getBytes(UTF_8)), mediaType, EVERYBODY);
    }

    private String robots(Site site) {
        var own = site.files().get(OWN_ROBOTS);
        var said = own == null ? USUAL_ROBOTS : new String(own.bytes(), UTF_8).stripTrailing() + "\n";
        return said + url.origin().map(origin -> "\nSitemap: " + origin + "/sitemap.xml\n").orElse("");
    }

    private List<Sitemap.Known> pages(Site site) {
        var sight = access.of(site, Caller.ANONYMOUS);
        return site.require(SitePages.class).tree().entries().stream().filter(entry -> isTold(entry) && sight.of(entry)).map(entry -> new Sitemap.Known(entry.page().path(), entry.languages())).toList();
    }

    private static boolean isTold(Entry entry) {
        return entry.indexed() && entry.isFindable();
    }
}
