package torg.api.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What one sender can send from, by which senders that nobody knows are told apart and counted. */
public final class Network {
    private static final int BYTES_OF_A_SITE = 6;

    private Network() {}

    /**
     * Of an address, as of {@link Request#address}.
     *
     * @return an IPv4 address itself; of IPv6 the /48 that a site, or whoever rents a tunnel, is given, since it can send from any of the addresses in it; what is no address as it is
     */
    public static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), BYTES_OF_A_SITE)) : address;
        } catch (IllegalArgumentException e) {
            return address; // what a trusted proxy calls its client
        }
    }
}
