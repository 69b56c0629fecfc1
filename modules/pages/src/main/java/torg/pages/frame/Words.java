package torg.pages.frame;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;

/** The words of themes, in the site's languages, with the site's own over them. */
public final class Words {
    private final Messages messages = Messages.beside(Words.class, "nb");

    /** All of them as a template is handed them: {@code {{text.sign-in}}}. */
    Model all(Site site, Locale locale) {
        var builder = new Model.Builder();
        messages.in(locale, own(site, locale)).forEach(builder::with);
        return builder.build();
    }

    /** The names of all words of ours. */
    public Set<String> keys() {
        return messages.in(Locale.ENGLISH, Map.of()).keySet();
    }

    /** One of them; with arguments, filled in as {@link java.text.MessageFormat} does. */
    public String one(Site site, Locale locale, String key, Object... arguments) {
        return messages.text(locale, own(site, locale), key, arguments);
    }

    private static Map<String, String> own(Site site, Locale locale) {
        return site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of());
    }
}
