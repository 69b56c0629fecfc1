package torg.web.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import torg.api.view.Page;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.web.door.Paths;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

/**
 * Pages for when there is none, none for this caller, or something went wrong. None of them knows the address that was asked for, but the one for who is
 * denied: that says already that the page is there, and its reader may want it in another language.
 */
public final class SpecialPages {
    private final PageCache cache;
    private final PageView view;
    private final Notices notices;

    SpecialPages(PageCache cache, PageView view, Notices notices) {
        this.cache = cache;
        this.view = view;
        this.notices = notices;
    }

    /** The answer for whatever is not there, or not for this caller: the same bytes for every address, so that it tells nothing. */
    Answer absent(Request request, House house) {
        if (!request.caller().isAnonymous()) return special(nowhere(request), house, "not-found", 404);
        var key = "404 " + request.locale().toLanguageTag();
        var kept = cache.find(key, house, request.site());
        if (kept != null) return kept;
        var begun = cache.begin(house, request.site());
        var nowhere = nowhere(request);
        var page = PageView.guide(house).special(nowhere, "not-found");
        var painted = view.paint(nowhere, house, page, Map.of());
        if (!painted.dressed()) return new Answer.Fresh(reply(painted, 404, Map.of()));
        var stored = new Stored(reply(painted, 404, Map.of()));
        cache.keep(key, begun, stored, Set.of(), page.path());
        return stored;
    }

    /** Who is not signed in may do so, and comes back; who is, is told no. */
    Answer refused(Request request, House house, Page page, String target) {
        var signIn = PageView.guide(house).signIn(request).filter(path -> request.caller().isAnonymous() && !path.equals(request.path()));
        if (signIn.isEmpty()) return special(at(request, known(request, page)), house, "denied", 403);
        var status = request.method().equals("POST") ? 303 : 302;
        return new Answer.Fresh(Reply.redirect(status, Paths.encode(request.link(signIn.get())) + "?return=" + Paths.encodeValue(target)));
    }

    /** The page for a problem; it is shown in the site's own dress as long as there is any. */
    public Answer explain(Request request, House house, Problem problem) {
        return switch (problem.status()) {
            case 404 -> absent(request, house);
            case 500 -> special(nowhere(request), house, "failed", 500);
            default -> answer(nowhere(request), house, notices.page(request, problem), problem.status(), problem.headers());
        };
    }

    /** Asks whether a preview is to be seen, to which another site leads; this very address leads in, from here. */
    public Answer preview(Request request, House house, String target) {
        return answer(nowhere(request), house, notices.intoPreview(request, target), 200, Map.of());
    }

    /** What a denied page may say of its address: one of many is answered like every other, since there may be a row behind it. */
    private static String known(Request request, Page page) {
        return page.variables().isEmpty() ? request.path() : page.parent().filter(above -> !above.contains("{")).orElse("/");
    }

    private Answer special(Request request, House house, String name, int status) {
        var page = PageView.guide(house).special(request, name);
        return answer(request, house, status < 500 ? page : notices.numbered(request, page), status, Map.of());
    }

    private Answer answer(Request request, House house, Page page, int status, Map<String, String> more) {
        return new Answer.Fresh(reply(view.paint(request, house, page, Map.of()), status, more));
    }

    private static Reply reply(PageView.Painted painted, int status, Map<String, String> more) {
        var headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", "text/html;charset=utf-8");
        headers.put("Cache-Control", "no-store");
        return new Reply(status, headers, painted.bytes());
    }

    /** The request without anything by which one address could be told from another. */
    private static Request nowhere(Request request) {
        return at(request, "/");
    }

    /** The request with this path, and without anything else that was sent. */
    private static Request at(Request request, String path) {
        return new Request(request.id(), "GET", path, request.locale(), Map.of(), Map.of(), Map.of(), request.caller(), request.csrf(), request.address(), request.site());
    }
}
