package torg.pages;

import java.util.List;
import java.util.Map;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.pages.crawl.CrawlerFiles;
import torg.pages.tree.Entry;
import torg.pages.tree.MediaTypes;
import torg.pages.tree.SitePages;
import torg.spi.view.PageGuide.WebFile;

/**
 * The web files of a site of which the page that rules them can be found.
 *
 * @param site whose files they are; null of {@link #NONE}
 * @param files by path
 */
record RuledFiles(Site site, List<Ruled> files) {
    static final RuledFiles NONE = new RuledFiles(null, List.of());
    private static final String FOLDER = "files/";

    /** A file, and the page that rules it. */
    record Ruled(WebFile file, Entry by) {}

    static RuledFiles of(Site site) {
        var files = site.files().entrySet().stream().filter(file -> file.getKey().startsWith(FOLDER) && !file.getKey().equals(CrawlerFiles.OWN_ROBOTS)).sorted(Map.Entry.comparingByKey());
        return new RuledFiles(site, site.part(SitePages.class).map(pages -> files.flatMap(file -> pages.tree().above(file.getKey().substring(FOLDER.length() - 1)).filter(Entry::isFindable)
                .map(by -> new Ruled(file(file.getKey(), file.getValue(), by), by)).stream()).toList()).orElse(List.of()));
    }

    private static WebFile file(String path, ContentFile file, Entry by) {
        return new WebFile("/" + path, MediaTypes.of(path), file, by.page());
    }
}
