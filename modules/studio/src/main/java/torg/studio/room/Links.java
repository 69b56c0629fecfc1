package torg.studio.room;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import torg.api.site.Draft;
import torg.api.web.Request;

/** Addresses within the Studio, in the language of the answer. */
public record Links(Request request) {
    public String shelf(String shelf) {
        return Room.HOME.link(request) + "?show=" + encoded(shelf);
    }

    public String file(String path) {
        return Room.FILE.link(request) + "?path=" + encoded(path);
    }

    public String history(String path) {
        return Room.HISTORY.link(request) + "?path=" + encoded(path);
    }

    public String history(String path, String revision) {
        return history(path) + "&revision=" + encoded(revision);
    }

    /** A web role by form. */
    public String role(String path) {
        return Room.ROLE.link(request) + "?path=" + encoded(path);
    }

    /** A rule of a document of permissions, {@code permissions.own-orders}; all of them when none is named. */
    public String rule(String path, String rule) {
        return Room.PERMISSION.link(request) + "?path=" + encoded(path) + (rule.isEmpty() ? "" : "&rule=" + encoded(rule));
    }

    /** Where it is decided what a file is to be that was changed on two sides. */
    public String conflict(String path) {
        return Room.CONFLICTS.link(request) + "?path=" + encoded(path);
    }

    public String drafts() {
        return Room.DRAFTS.link(request);
    }

    /** What a draft changes. */
    public String draft(Draft draft) {
        return drafts() + "?path=" + encoded(draft.path()) + "&author=" + encoded(draft.author().contact());
    }

    /** A link for somebody else to see a draft. */
    public String preview(Draft draft) {
        return Room.PREVIEW.link(request) + "?path=" + encoded(draft.path()) + "&author=" + encoded(draft.author().contact());
    }

    /** A page of the site, in the language of one of its files. */
    public String page(String address, String language) {
        var locale = Locale.forLanguageTag(language);
        var prefix = language.isEmpty() ? "" : request.site().settings().prefix(locale);
        return prefix.isEmpty() ? address : address.equals("/") ? prefix : prefix + address;
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
