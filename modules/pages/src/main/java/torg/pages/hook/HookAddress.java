package torg.pages.hook;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Which addresses may be told of changes. Who operates the house names them, and no document does: so an author cannot make the house speak to others in its network. */
final class HookAddress {
    private HookAddress() {}

    /** Empty for one that is not taken: on the way to another machine it has to be https, and what is secret about it stands in its path. */
    static Optional<URI> of(String text) {
        try {
            var address = URI.create(text);
            var taken = address.getHost() != null && address.getUserInfo() == null && address.getFragment() == null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()) && isHere(address.getHost()));
            return taken ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By the look of the name alone: nothing is looked up. */
    private static boolean isHere(String host) {
        if (host.equals("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
