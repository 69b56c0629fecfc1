package torg.lists.forms.row;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The module's words in one language, with the site's own over them. Immutable. */
public final class Words {
    private static final Messages MESSAGES = Messages.beside(Words.class, "nb");
    private static final List<String> HANDED_OVER = List.of("lists.", "forms.", "actions.");
    private static final Words ENGLISH = new Words(Locale.ENGLISH, Map.of());

    private final Locale locale;
    private final Map<String, String> site;
    private final Map<String, Model> below;

    /** @param site the site's own words in this language */
    Words(Locale locale, Map<String, String> site) {
        this.locale = locale;
        this.site = site;
        var all = MESSAGES.in(locale, site);
        this.below = HANDED_OVER.stream().collect(Collectors.toUnmodifiableMap(prefix -> prefix, prefix -> below(prefix, all, locale)));
    }

    /** In the language of a request; one that is not of the site has the module's own words. */
    public static Words of(Request request) {
        var words = Languages.of(request.site()).words().get(request.locale());
        return words != null ? words : new Words(request.locale(), Map.of());
    }

    /** English as the module brings it, for scripts and logs. */
    public static Words english() {
        return ENGLISH;
    }

    public Locale locale() {
        return locale;
    }

    public String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, key, arguments);
    }

    /** All words whose key is {@code lists.}, {@code forms.} or {@code actions.} and one more name, by that name: what a template is handed. */
    public Model below(String prefix) {
        return below.get(prefix);
    }

    private static Model below(String prefix, Map<String, String> all, Locale locale) {
        var model = Model.with("language", locale.toLanguageTag());
        all.forEach((key, text) -> {
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) model.with(key.substring(prefix.length()), text);
        });
        return model.build();
    }
}
