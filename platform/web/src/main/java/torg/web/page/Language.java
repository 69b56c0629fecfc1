package torg.web.page;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import torg.api.site.SiteSettings;
import torg.web.door.Inbound;
import torg.web.door.Paths;

/**
 * The language of an answer, and the path without it.
 *
 * @param path without the language prefix
 * @param odd whether the same page has a more usual address: the default language named, or a slash at the end
 */
public record Language(Locale locale, String path, boolean odd) {
    private static final int LONGEST_HEADER = 200;
    /** Source: W3C Fetch Metadata Request Headers, 2.4; "same-origin" is a link of the site itself. */
    private static final Set<String> ARRIVING = Set.of("none", "cross-site");

    /** The language a page's path begins with, else the default one. */
    public static Language ofPath(SiteSettings settings, String path) {
        var slash = path.indexOf('/', 1);
        var first = slash < 0 ? path.substring(1) : path.substring(1, slash);
        for (var locale : settings.locales()) {
            if (!locale.toLanguageTag().equals(first)) continue;
            var rest = slash < 0 ? "/" : path.substring(slash);
            return new Language(locale, bare(rest), locale.equals(settings.defaultLocale()) || path.endsWith("/"));
        }
        return new Language(settings.defaultLocale(), bare(path), path.length() > 1 && path.endsWith("/"));
    }

    /** The site's language that the header likes best. */
    public static Locale accepted(SiteSettings settings, String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) return settings.defaultLocale();
        try {
            var best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), settings.locales());
            return best == null ? settings.defaultLocale() : best;
        } catch (IllegalArgumentException e) {
            return settings.defaultLocale(); // a header nobody can read asks for nothing
        }
    }

    /**
     * Home in the language that the browser asks for, when somebody comes to the site by its bare address, or from elsewhere, and that is not the default
     * one. Whoever follows a link of the site chose the language, and a program that does not say where it comes from gets what it asked for.
     */
    public static Optional<String> home(Inbound in, SiteSettings settings) {
        if (!in.method().equals("GET") || !arrives(in.path(), in.headers().get("sec-fetch-site"))) return Optional.empty();
        var locale = accepted(settings, in.headers().get("accept-language"));
        return locale.equals(settings.defaultLocale()) ? Optional.empty() : Optional.of(new Language(locale, "/", false).usual(in, settings));
    }

    /** Whether somebody comes to home from outside, so that it depends on the browser which language it is. */
    public static boolean arrives(String path, String site) {
        return path.equals("/") && site != null && ARRIVING.contains(site);
    }

    /** Whether the path begins with a language, so that nobody has to guess. */
    static boolean isNamed(SiteSettings settings, String path) {
        return settings.locales().stream().map(Locale::toLanguageTag).anyMatch(tag -> path.equals("/" + tag) || path.startsWith("/" + tag + "/"));
    }

    /** The usual address of what was asked for. */
    public String usual(Inbound in, SiteSettings settings) {
        var prefix = settings.prefix(locale);
        var query = in.target().indexOf('?');
        var address = prefix.isEmpty() ? path : path.equals("/") ? prefix : prefix + path;
        return Paths.encode(address) + (query < 0 ? "" : in.target().substring(query));
    }

    private static String bare(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
