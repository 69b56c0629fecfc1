package torg.lists.forms.row;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import torg.api.site.Site;

/**
 * How a site says things: a part of the {@link Site}, so that it is made when documents change and not for each request.
 *
 * @param zone in which people read moments
 * @param words by language, for each language of the site
 */
public record Languages(ZoneId zone, Map<Locale, Words> words) {
    public Languages {
        words = Map.copyOf(words);
    }

    static Languages of(Site site) {
        return site.require(Languages.class);
    }
}
