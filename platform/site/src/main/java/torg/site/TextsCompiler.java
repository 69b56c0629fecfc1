package torg.site;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteTexts;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteDraft;

/** Collects the site's own words from {@code messages.<language>.yml}. Built in: every module's words can be replaced, whichever modules there are. */
final class TextsCompiler implements SiteCompiler<SiteTexts> {
    static final String NAME = "messages";

    @Override
    public Class<SiteTexts> part() {
        return SiteTexts.class;
    }

    /** None as far as the check for unread folders goes: other documents of the root need a reader of their own. */
    @Override
    public Set<String> folders() {
        return Set.of();
    }

    @Override
    public SiteTexts compile(SiteDraft draft, Problems problems) {
        var byLanguage = new HashMap<String, Map<String, String>>();
        for (var document : draft.documents("")) {
            if (document.name().equals(NAME)) byLanguage.put(document.language(), words(document, problems));
        }
        return new SiteTexts(byLanguage);
    }

    private static Map<String, String> words(Document document, Problems problems) {
        var words = new HashMap<String, String>();
        document.fields().entries().forEach((key, value) -> {
            if (value instanceof Node.Scalar(var at, var text)) {
                checkPlaces(key, text, at, problems);
                words.put(key, text);
            } else problems.error(value.at(), "site.wrong-shape", "'" + key + "' is one text, not a list or a mapping",
                    "write keys as one word with dots, such as 'orders.empty: ...'");
        });
        return Map.copyOf(words);
    }

    /** A text whose places cannot be read would fail on every page that fills them in. */
    private static void checkPlaces(String key, String text, Position at, Problems problems) {
        try {
            new MessageFormat(text, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            problems.error(at, "site.open-place", "'" + key + "' has a brace that begins no place for a value",
                    "write a place as {0}, with a number and a closing brace, or take the brace out");
        }
    }
}
