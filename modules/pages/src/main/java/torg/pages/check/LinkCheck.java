package torg.pages.check;

import java.util.TreeMap;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.pages.document.Places;
import torg.pages.document.Variants;

/** Looks for what running texts lead to and nobody has, and for places in them that nothing fills. */
public record LinkCheck(Destinations destinations, Links links) {
    /** What a page's texts name, languages in order. */
    public void check(Variants variants, Problems problems) {
        new TreeMap<>(variants.others()).values().forEach(document -> check(document, problems));
    }

    private void check(Document document, Problems problems) {
        var found = links.of(document);
        for (var link : found.whole()) {
            var path = destinations.withoutLanguage(link.text());
            if (!destinations.exist(path)) destinations.tellNowhere(Places.in(document, link.at()), path, problems);
        }
        found.relative().forEach(link -> problems.warning(Places.in(document, link.at()), "pages.relative-link", "'" + link.text() + "' leads to different places from different addresses",
                "begin it with '/', or with https:// where it leads elsewhere"));
        found.places().forEach(place -> problems.warning(Places.in(document, place.at()), "pages.no-place", "nothing fills '" + place.text() + "' in, so people read it as it is",
                "write {{snippet:name}}, or take it out"));
    }
}
