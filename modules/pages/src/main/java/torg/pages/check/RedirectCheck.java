package torg.pages.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import torg.api.site.Problems;
import torg.pages.tree.Redirects;
import torg.pages.tree.SitePages;

/** Follows old addresses to where they end, as a browser would. */
public final class RedirectCheck {
    /** Browsers give up at about as many. */
    private static final int MOST_HOPS = 20;
    /** Stands for whatever follows in an address. */
    private static final String SAMPLE = "x";

    private final Destinations destinations;
    private final SitePages pages;
    private final Problems problems;
    private final Set<String> toldLoops = new HashSet<>();

    public RedirectCheck(Destinations destinations, Problems problems) {
        this.destinations = destinations;
        this.pages = destinations.pages();
        this.problems = problems;
    }

    public void check() {
        var exact = new HashMap<String, Redirects.Redirect>();
        var wide = new ArrayList<Redirects.Redirect>();
        for (var redirect : pages.redirects().all()) {
            Optional.ofNullable(exact.get(redirect.from())).or(() -> wide.stream().filter(earlier -> earlier.target(redirect.from()).isPresent()).findFirst()).ifPresent(earlier -> problems.warning(redirect.at(), "pages.redirect-hidden",
                    "'" + redirect.from() + "' is led to '" + earlier.to() + "' by a redirect before this one", "remove one of the two, or let this one stand first"));
            if (redirect.from().endsWith("/*")) wide.add(redirect);
            else exact.putIfAbsent(redirect.from(), redirect);
            if (redirect.moved()) continue;
            var start = redirect.from().endsWith("/*") ? redirect.from().substring(0, redirect.from().length() - 1) + SAMPLE : redirect.from();
            if (!redirect.to().matches("/(?!/).*") || redirect.from().equals(redirect.to()) || pages.tree().find(start).isPresent()) continue;
            if (!leadsSomewhere(redirect.to())) destinations.tellNowhere(redirect.at(), redirect.to(), problems);
            else follow(redirect, start);
        }
    }

    /** An address that is continued leads somewhere when anything is below it. */
    private boolean leadsSomewhere(String to) {
        var path = path(to);
        if (!path.endsWith("/*")) return destinations.exist(path);
        var stem = path.substring(0, path.length() - 1);
        return pages.tree().entries().stream().anyMatch(entry -> entry.page().path().startsWith(stem))
                || destinations.source().files().keySet().stream().anyMatch(file -> ("/" + file).startsWith(stem)) || destinations.exist(stem + SAMPLE);
    }

    /** A loop is told at one of the redirects in it; those that lead into it are right as soon as it is mended. */
    private void follow(Redirects.Redirect redirect, String start) {
        var way = new LinkedHashSet<String>();
        var path = start;
        while (way.add(path) && way.size() <= MOST_HOPS) {
            var next = pages.tree().find(path).isPresent() ? null : pages.redirects().find(path).filter(Redirects.Target::internal).orElse(null);
            if (next == null) return;
            path = path(next.location());
        }
        var grows = way.size() > MOST_HOPS;
        if (!grows && !path.equals(start) || !toldLoops.add(path)) return;
        toldLoops.addAll(way);
        problems.error(redirect.at(), "pages.redirect-loop", "'" + redirect.to() + "' leads back to '" + redirect.from() + "'"
                + (grows || way.size() < 3 ? "" : ", over " + (way.size() - 1) + " redirects"), "let one of them lead to a page");
    }

    private String path(String location) {
        var path = destinations.withoutLanguage(location.split("[?#]", 2)[0]);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
