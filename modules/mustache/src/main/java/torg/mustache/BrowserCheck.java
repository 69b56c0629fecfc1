package torg.mustache;

import java.util.Set;
import java.util.regex.Pattern;
import torg.api.site.Problems;

/**
 * Looks in a template for what a browser will not do: scripts and styles within the page, which the security policy of every page stops, and assets
 * that the theme does not have. Warnings, since the page is there without them.
 */
final class BrowserCheck {
    private static final Pattern COMMENT = Pattern.compile("\\{\\{![^}]{0,5000}}}|<!--.{0,5000}?-->", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script\\b(?![^<>]*\\ssrc\\s*=)(?![^<>]*json)[^<>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern STYLE = Pattern.compile("<style\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("<[a-z][^<>]*?\\s(style|on[a-z]{3,})\\s*=", Pattern.CASE_INSENSITIVE);
    /** A name that goes on with a tag is known when it is painted. */
    private static final Pattern ASSET = Pattern.compile("\\{\\{\\s*assets\\s*}}/([\\w./-]+)(?=[\"'\\s?#>])");
    private static final int MOST_TOLD = 20;

    private final Source source;
    private final Problems problems;
    private int told;

    private BrowserCheck(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** @param assets paths below the theme's folder {@code assets} */
    static void of(Source source, Set<String> assets, Problems problems) {
        var text = COMMENT.matcher(source.text()).replaceAll(comment -> " ".repeat(comment.end() - comment.start()));
        var check = new BrowserCheck(source, problems);
        SCRIPT.matcher(text).results().forEach(found -> check.warn(found.start(), "inline-script", "a script within the page is stopped by the browser", "put it into a file below assets/ and name that with src"));
        STYLE.matcher(text).results().forEach(found -> check.warn(found.start(), "inline-style", "a style within the page is stopped by the browser", "put it into a style sheet below assets/"));
        ATTRIBUTE.matcher(text).results().forEach(found -> check.warn(found.start(1), "inline-attribute", "the attribute '" + found.group(1) + "' is stopped by the browser",
                found.group(1).equalsIgnoreCase("style") ? "use a class, and say in a style sheet below assets/ what it looks like" : "listen for it in a script below assets/"));
        ASSET.matcher(text).results().filter(found -> !assets.contains(found.group(1))).forEach(found -> check.warn(found.start(1), "no-asset", "the theme has no asset '" + found.group(1) + "'",
                Names.near(found.group(1), assets, "add it to the theme's folder assets")));
    }

    private void warn(int offset, String code, String message, String help) {
        if (++told <= MOST_TOLD) problems.warning(source.at(offset), "mustache." + code, message, help);
    }
}
