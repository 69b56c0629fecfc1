package torg.search.lucene;

import java.util.Map;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.api.web.Request;

/** The words of this module in the language of a request, with the site's own over them. */
final class SearchWords {
    private static final String PREFIX = "search.";
    private static final Messages MESSAGES = Messages.beside(SearchWords.class, "nb");

    private final Request request;
    private final Map<String, String> site;

    SearchWords(Request request) {
        this.request = request;
        this.site = request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
    }

    String text(String name, Object... arguments) {
        return MESSAGES.text(request.locale(), site, PREFIX + name, arguments);
    }

    /** All of them by the names that follow the module's, for templates. */
    Model all() {
        var model = new Model.Builder();
        MESSAGES.in(request.locale(), site).forEach((key, text) -> {
            if (key.startsWith(PREFIX)) model.with(key.substring(PREFIX.length()), text);
        });
        return model.build();
    }
}
