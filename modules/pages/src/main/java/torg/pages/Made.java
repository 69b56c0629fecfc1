package torg.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.SiteMarkers;
import torg.api.site.SiteProblem;
import torg.api.site.SiteSettings;
import torg.api.site.SiteTheme;
import torg.pages.document.Bodies;
import torg.pages.document.Variants;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/**
 * Pages, and what they were made of. The edit that is made most is about the running text of a page, and since nothing else depends on that, all other pages are gone on
 * with as they are.
 *
 * @param documents of the folder {@code pages}
 * @param variants of the pages, and of what is shown in place of one, by path
 * @param problems what is wrong beside running texts
 * @param ofTexts what is wrong with running texts, by the path of their page
 */
record Made(Around around, List<Document> documents, Map<String, Variants> variants, Bodies bodies, List<SiteProblem> problems, SortedMap<String, List<SiteProblem>> ofTexts, SitePages pages) {

    /** All that pages are made of beside their own documents. */
    record Around(SiteSettings settings, List<Document> root, List<Document> types, List<Document> snippets, List<Document> roles, Map<String, ContentFile> files, SiteTheme theme, SiteMarkers markers) {
        static Around of(SiteSource source) {
            return new Around(source.settings(), source.documents(""), source.documents("page-types"), source.documents("snippets"), source.documents("roles"), source.files(), source.part(SiteTheme.class),
                    source.part(SiteMarkers.class));
        }
    }

    /** A document that says something else below its front matter. */
    record Retold(Document before, Document now) {}

    /** The documents whose running text is another; empty when more than that is. An unchanged document is the same object. */
    Optional<List<Retold>> retold(SiteSource source) {
        var now = source.documents("pages");
        if (now.size() != documents.size() || !around.equals(Around.of(source))) return Optional.empty();
        var retold = new ArrayList<Retold>();
        for (var at = 0; at < documents.size(); at++) {
            if (now.get(at) == documents.get(at)) continue;
            var one = new Retold(documents.get(at), now.get(at));
            if (!Touched.byItsText(one.before, one.now)) return Optional.empty();
            retold.add(one);
        }
        return Optional.of(retold);
    }

    void tell(Problems all) {
        problems.forEach(all::add);
        ofTexts.values().forEach(told -> told.forEach(all::add));
    }
}
