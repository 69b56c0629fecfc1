package torg.web.page;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Deputy;
import torg.api.site.Preview;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.web.door.Paths;
import torg.web.door.PreviewCookie;
import torg.web.door.Problem;

/** What the house itself has to say on pages: small, rare, and only when something is not as it should be. */
public final class Notices {
    private final Messages messages = Messages.beside(Notices.class, "nb");

    /** What stands in a place whose component failed or is away; administrators read which and why to look. */
    Html vacant(Request request, String component) {
        var text = escape(say(request, "vacant"));
        if (request.site().settings().isAdministrator(request.caller())) text += " " + escape(say(request, "vacant.administrator", component, request.id()));
        return new Html("<p class=\"notice notice--danger\">" + text + "</p>");
    }

    /** What says above a page that it is not there yet; a theme shows it as it shows that a page is not published. */
    Model preview(Request request) {
        return Model.with("publishing", Model.with("message", say(request, "preview"))).build();
    }

    /** What says above each page of a preview that it is one, as whom the site is seen, until when, and how one leaves it; nothing elsewhere. */
    Model previewing(Request request) {
        return request.site().part(Preview.class).map(preview -> {
            var roles = request.caller().roles().stream().filter(role -> !role.equals("authenticated")).toList();
            var who = request.caller().isAnonymous() ? say(request, "preview.anybody") : roles.isEmpty() ? say(request, "preview.signed-in") : say(request, "preview.roles", String.join(", ", roles));
            var seen = preview.at().map(at -> say(request, "preview.at", who, moment(request, at))).orElse(who);
            var leave = Model.with("title", say(request, "preview.leave")).with("link", Paths.encode(request.link(request.path())) + "?" + PreviewCookie.NAME + "=");
            return Model.with("publishing", Model.with("message", say(request, "preview.link", seen, moment(request, preview.until()))).with("leave", leave)).build();
        }).orElse(Model.EMPTY);
    }

    /** What it is called that somebody works in a contact's place. */
    String onBehalf(Request request) {
        return say(request, "on-behalf");
    }

    /** Who works in whose place, and until when. */
    String onBehalf(Request request, Deputy deputy) {
        return say(request, "on-behalf.who", deputy.name(), request.caller().name(), time(request, deputy.until()));
    }

    /** What the button says that ends it. */
    String endOnBehalf(Request request) {
        return say(request, "on-behalf.end");
    }

    private static String time(Request request, Instant at) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(at);
    }

    private static String moment(Request request, Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(at);
    }

    /** What the tools on a page are called together. */
    String tools(Request request) {
        return say(request, "tools");
    }

    /** A page that says what is wrong with a request. */
    Page page(Request request, Problem problem) {
        return page(title(request, problem.status()), "<p>" + escape(detail(request, problem)) + "</p>" + number(request));
    }

    private static Page page(String title, String body) {
        return new Page("/", Text.of(title), Optional.empty(), "page", Map.of("", new Html(body)), List.of(), true, List.of(),
                Optional.of("/"), Map.of());
    }

    /** A page that asks before a preview is shown, to which another site leads. */
    Page intoPreview(Request request, String target) {
        var body = "<p>" + escape(say(request, "preview.asks")) + "</p><p><a class=\"button\" href=\"" + escape(target) + "\">" + escape(say(request, "preview.enter")) + "</a></p>";
        return page(say(request, "preview.title"), body);
    }

    /** The page with the request's number below its text, so that it can be quoted. */
    Page numbered(Request request, Page page) {
        var body = PageView.body(page, request.locale()).markup() + number(request);
        return new Page(page.path(), page.title(), page.description(), page.template(), Map.of("", new Html(body)), page.placements(), page.open(),
                page.roles(), page.parent(), page.variables());
    }

    /** What is said of a page that the theme cannot paint. */
    String undressed(Request request) {
        return say(request, "undressed");
    }

    /** A page without any theme, for when there is none. */
    public String bare(Locale locale, Problem problem, String id) {
        var title = escape(messages.text(locale, Map.of(), titleKey(problem.status())));
        return "<!DOCTYPE html>\n<html lang=\"" + locale.toLanguageTag() + "\">\n<head><meta charset=\"utf-8\"><title>" + title
                + "</title><meta name=\"viewport\" content=\"width=device-width\"></head>\n<body><main><h1>" + title + "</h1><p>" + escape(problem.message())
                + "</p><p><small>" + escape(id) + "</small></p></main></body>\n</html>\n";
    }

    /** A short title of a status. */
    public String title(Request request, int status) {
        return say(request, titleKey(status));
    }

    /** The problem's sentence in the language of the answer, when the site or this room has it there. */
    public String detail(Request request, Problem problem) {
        var key = "problem." + problem.code();
        var said = say(request, key);
        return said.equals(key) ? problem.message() : said;
    }

    private String number(Request request) {
        return "<p class=\"muted\">" + escape(say(request, "number", request.id())) + "</p>";
    }

    private String say(Request request, String key, Object... arguments) {
        var own = request.site().part(SiteTexts.class).map(texts -> texts.in(request.locale())).orElse(Map.of());
        return messages.text(request.locale(), own, key, arguments);
    }

    private static String titleKey(int status) {
        return switch (status) {
            case 401, 403, 404, 405, 409, 412, 413, 414, 415, 422, 429, 503 -> "title." + status;
            default -> status < 500 ? "title.400" : "title.500";
        };
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
