package torg.web.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torg.api.identity.Deputy;
import torg.api.web.Request;

/**
 * What stands above every page of somebody who works in a contact's place: who and until when, and a button that ends it. It is put into the bytes that a theme painted, with a style
 * sheet of its own, so that no theme has to know of it and none leaves it out.
 */
final class DeputyBanner {
    /** Where its style sheet is; no theme has an asset at this address, for its are below a fingerprint. */
    static final String STYLES = "/assets/on-behalf.css";
    /** The field of a posted form that ends it, whatever page it was posted to. */
    static final String END = "_on-behalf";
    private static final Pattern BODY = Pattern.compile("<body(\\s[^>]*)?>", Pattern.CASE_INSENSITIVE);

    private final Notices notices;

    DeputyBanner(Notices notices) {
        this.notices = notices;
    }

    /** The page with the banner where its body begins; the page as it is for everybody who is in person. */
    String above(Request request, String page) {
        return request.caller().deputy().map(deputy -> BODY.matcher(page).find()
                ? BODY.matcher(page).replaceFirst(body -> Matcher.quoteReplacement(body.group() + markup(request, deputy))) : markup(request, deputy) + page).orElse(page);
    }

    private String markup(Request request, Deputy deputy) {
        return "\n<link rel=\"stylesheet\" href=\"" + STYLES + "\">\n<section class=\"on-behalf\" aria-label=\"" + escaped(notices.onBehalf(request)) + "\"><p>" + escaped(notices.onBehalf(request, deputy))
                + "</p><form method=\"post\" action=\"" + escaped(request.link("/")) + "\"><input type=\"hidden\" name=\"_csrf\" value=\"" + escaped(request.csrf().orElse(""))
                + "\"><button type=\"submit\" name=\"" + END + "\" value=\"end\">" + escaped(notices.endOnBehalf(request)) + "</button></form></section>";
    }

    private static String escaped(String text) {
        return Notices.escape(text);
    }
}
