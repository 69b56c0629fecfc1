package torg.web;

import java.net.URI;
import java.util.Optional;

/**
 * The address browsers use, as the setting {@code public-url} says it.
 *
 * @param url with scheme and host; empty when none is set, or a wrong one
 * @param wrong what is wrong with the setting; a portal that answered nobody for it could not even say so
 */
record PublicAddress(Optional<URI> url, Optional<String> wrong) {
    static PublicAddress of(WebSettings settings) {
        var said = settings.public$_$url().strip();
        if (said.isEmpty()) return new PublicAddress(Optional.empty(), Optional.empty());
        try {
            var url = URI.create(said);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) return new PublicAddress(Optional.of(url), Optional.empty());
        } catch (IllegalArgumentException _) {
            // It is told below, like an address of another kind.
        }
        return new PublicAddress(Optional.empty(), Optional.of("the setting public-url is '" + said + "', which is no address, and does not count"));
    }

    /** The address without what may stand behind the host, and without whoever may stand before it. */
    Optional<String> origin() {
        return url.map(address -> address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    }

    boolean isSecure() {
        return url.filter(address -> "https".equals(address.getScheme())).isPresent();
    }
}
