package torg.pages.tree;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.site.Position;

/** Addresses that were, and where they lead now. Immutable. */
public final class Redirects {
    private final List<Redirect> all;
    private final Map<String, String> moved;

    public Redirects(List<Redirect> all) {
        this.all = List.copyOf(all);
        this.moved = all.stream().filter(Redirect::moved).collect(Collectors.toUnmodifiableMap(Redirect::from, Redirect::to, (first, _) -> first));
    }

    /**
     * An old address.
     *
     * @param from a path; one that ends with {@code /*} stands for everything below it
     * @param to a path of the site, or a whole address elsewhere; one that ends with {@code /*} is continued by what the old address had there
     * @param status 301 for good, 302 for now
     * @param moved whether a page was there, so that only those are led on who may read it where it is now
     * @param at where its author says where it leads
     */
    public record Redirect(String from, String to, int status, boolean moved, Position at) {
        public Optional<String> target(String path) {
            if (!from.endsWith("/*")) return from.equals(path) ? Optional.of(to) : Optional.empty();
            var stem = from.substring(0, from.length() - 1);
            if (!path.startsWith(stem)) return Optional.empty();
            return Optional.of(to.endsWith("/*") ? to.substring(0, to.length() - 1) + Addresses.encode(path.substring(stem.length())) : to);
        }

        boolean isInternal() {
            return to.startsWith("/");
        }
    }

    /** Where an address leads, and how. */
    public record Target(String location, int status, boolean internal) {}

    public List<Redirect> all() {
        return all;
    }

    /** The path of the page that was at this one. */
    public Optional<String> moved(String path) {
        return Optional.ofNullable(moved.get(path));
    }

    /** The first that applies and is written as a redirect. */
    public Optional<Target> find(String path) {
        for (var redirect : all) {
            var target = redirect.moved ? Optional.<String>empty() : redirect.target(path);
            if (target.isPresent()) return Optional.of(new Target(target.get(), redirect.status, redirect.isInternal()));
        }
        return Optional.empty();
    }
}
