package torg.web.door;

import java.util.Optional;
import torg.api.web.Network;

/**
 * The other end of the connection.
 *
 * @param address network address, the client's own where a trusted proxy tells it, {@link #UNKNOWN} where a proxy of this machine is not trusted
 * @param local whether a person or script on this very machine asks, not a proxy on behalf of somebody else
 * @param secure whether the browser speaks HTTPS
 */
public record Peer(String address, boolean local, boolean secure) {
    /** Somebody whose address is not known; RFC 7239, section 6.2 calls them so. */
    public static final String UNKNOWN = "unknown";

    /** What one sender can send from: an IPv4 address, or of IPv6 the /48 that a site is given; empty when the address is not known. */
    public Optional<String> network() {
        if (address.equals(UNKNOWN)) return Optional.empty();
        return Optional.of(Network.of(address));
    }
}
