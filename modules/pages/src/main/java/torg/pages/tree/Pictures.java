package torg.pages.tree;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * All of a site.
 *
 * @param byPath {@code files/range.png}
 */
public record Pictures(Map<String, Picture> byPath) {
    public Pictures {
        byPath = Map.copyOf(byPath);
    }

    /** The one of this path. */
    public Optional<Picture> of(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The one at an address as it stands in mark-up. */
    public Optional<Picture> at(String address) {
        if (!address.startsWith("/") || byPath.isEmpty()) return Optional.empty();
        try {
            return of(URLDecoder.decode(address.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
