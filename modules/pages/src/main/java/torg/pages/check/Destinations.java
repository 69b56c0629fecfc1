package torg.pages.check;

import java.util.stream.Stream;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.pages.crawl.Feed;
import torg.pages.tree.Addresses;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/** Whether an address that an author wrote leads anywhere. */
public record Destinations(SiteSource source, SitePages pages) {
    /** Whether something answers here: a page, a web file, an old address, or the house itself. */
    boolean exist(String path) {
        if (path.startsWith("/files/")) return source.files().containsKey(path.substring(1));
        if (Addresses.TAKEN.contains(path.substring(1).split("/", 2)[0])) return true;
        if (Feed.host(path, pages.tree()).isPresent()) return true;
        return pages.tree().find(path).isPresent() || pages.redirects().moved(path).isPresent() || pages.redirects().find(path).isPresent();
    }

    /** The same of an address with whatever is asked there, in any language. */
    public boolean leadsSomewhere(String link) {
        return exist(withoutLanguage(link.split("[?#]", 2)[0]));
    }

    String withoutLanguage(String path) {
        for (var locale : source.settings().locales()) {
            var prefix = "/" + locale.toLanguageTag();
            if (path.equals(prefix)) return "/";
            if (path.startsWith(prefix + "/")) return path.substring(prefix.length());
        }
        return path;
    }

    public void tellNowhere(Position at, String path, Problems problems) {
        var known = Stream.concat(pages.tree().entries().stream().map(entry -> entry.page().path()), source.files().keySet().stream().filter(file -> file.startsWith("files/")).map(file -> "/" + file)).toList();
        problems.warning(at, "pages.dead-link", "'" + path + "' leads nowhere", new Unknown(path, known), "add the page, or change the link");
    }
}
