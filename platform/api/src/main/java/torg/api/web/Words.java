package torg.api.web;

import java.util.Locale;
import java.util.Map;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;

/** A module's words as people of a site read them: with the site's own over them. Immutable. */
public final class Words {
    private final Messages messages;

    private Words(Messages messages) {
        this.messages = messages;
    }

    /** The words that lie beside this class, in English and in these further languages; {@link IllegalArgumentException} when a file is not there. */
    public static Words beside(Class<?> owner, String... languages) {
        return new Words(Messages.beside(owner, languages));
    }

    /** Every word of the module by its key, in the language of the request, as a template is handed them: {@code {{text.sign-in}}}. */
    public Model model(Request request) {
        return model(request.site(), request.locale());
    }

    /** The same in some language. */
    public Model model(Site site, Locale locale) {
        var model = new Model.Builder();
        messages.in(locale, Map.of()).keySet().forEach(key -> model.with(key, text(site, locale, key)));
        return model.build();
    }

    /** One of them in the language of the request; with arguments, filled in as {@link java.text.MessageFormat} does. The key itself when nobody knows it. */
    public String text(Request request, String key, Object... arguments) {
        return text(request.site(), request.locale(), key, arguments);
    }

    /** The same in some language, as for a mail. */
    public String text(Site site, Locale locale, String key, Object... arguments) {
        return messages.text(locale, site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of()), key, arguments);
    }
}
