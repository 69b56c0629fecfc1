package torg.web.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

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

    private static final int BYTES_OF_A_NETWORK = 6;

    /** What one sender can send from: an IPv4 address, or of IPv6 the /48 that a site is given; empty when the address is not known. */
    public Optional<String> network() {
        if (address.equals(UNKNOWN)) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), BYTES_OF_A_NETWORK)) : address);
        } catch (IllegalArgumentException e) {
            return Optional.of(address); // what a trusted proxy calls its client
        }
    }
}
