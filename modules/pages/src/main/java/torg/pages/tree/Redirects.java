package torg.pages.tree;

import java.util.List;
import java.util.Optional;
import torg.api.site.Position;

/** Addresses that were, and where they lead now. */
public record Redirects(List<Redirect> all) {
    public Redirects {
        all = List.copyOf(all);
    }

    /**
     * An old address.
     *
     * @param from a path; one that ends with {@code /*} stands for everything below it
     * @param to a path of the site, or a whole address elsewhere; one that ends with {@code /*} is continued by what the old address had there
     * @param status 301 for good, 302 for now
     * @param at where its author says where it leads
     */
    public record Redirect(String from, String to, int status, Position at) {
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

    /** The first that applies. */
    public Optional<Target> find(String path) {
        for (var redirect : all) {
            var target = redirect.target(path);
            if (target.isPresent()) return Optional.of(new Target(target.get(), redirect.status, redirect.isInternal()));
        }
        return Optional.empty();
    }
}
