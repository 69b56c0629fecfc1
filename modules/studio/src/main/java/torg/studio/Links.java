package torg.studio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import torg.api.site.Draft;
import torg.api.web.Request;

/** Addresses within the Studio, in the language of the answer. */
record Links(Request request) {
    String shelf(String shelf) {
        return request.link(Studio.HOME) + "?show=" + encoded(shelf);
    }

    String file(String path) {
        return request.link(Studio.FILE) + "?path=" + encoded(path);
    }

    String history(String path) {
        return request.link(Studio.HISTORY) + "?path=" + encoded(path);
    }

    String history(String path, String revision) {
        return history(path) + "&revision=" + encoded(revision);
    }

    String drafts() {
        return request.link(Studio.DRAFTS);
    }

    /** What a draft changes. */
    String draft(Draft draft) {
        return drafts() + "?path=" + encoded(draft.path()) + "&author=" + encoded(draft.author().contact());
    }

    /** A link for somebody else to see a draft. */
    String preview(Draft draft) {
        return request.link(Studio.PREVIEW) + "?path=" + encoded(draft.path()) + "&author=" + encoded(draft.author().contact());
    }

    /** A page of the site, in the language of one of its files. */
    String page(String address, String language) {
        var locale = Locale.forLanguageTag(language);
        var prefix = language.isEmpty() ? "" : request.site().settings().prefix(locale);
        return prefix.isEmpty() ? address : address.equals("/") ? prefix : prefix + address;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
