package torg.web.door;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which names the portal answers to. While bound to loopback only loopback names and those set are served, so that a foreign site cannot reach
 * the portal through a name it points at this machine.
 */
final class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> LOOPBACK_V6 = Set.of("::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

    private final Set<String> allowed = new HashSet<>();
    /** Almost all requests name the host as the one before did. */
    private volatile Served latest = new Served("", false);

    Hosts(Collection<String> names) {
        for (var name : names) if (!name.isBlank()) allowed.add(name(name.strip()));
    }

    /**
     * Whether a request that names this host is served.
     *
     * @param host the header as sent, or null
     * @param loopback whether the connection arrived at a loopback address
     */
    boolean allow(String host, boolean loopback) {
        if (host == null || host.isEmpty() || host.length() > 255) return false;
        if (latest.is(host, loopback)) return true;
        var name = name(host);
        var served = allowed.contains(name) || (loopback ? LOOPBACK.contains(name) : allowed.isEmpty());
        if (served) latest = new Served(host, loopback);
        return served;
    }

    /** A name that was served, as it was sent. */
    private record Served(String host, boolean loopback) {
        boolean is(String otherHost, boolean otherLoopback) {
            return host.equals(otherHost) && loopback == otherLoopback;
        }
    }

    /** Lower case, without port. */
    private static String name(String host) {
        var port = host.lastIndexOf(':');
        var name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether the header names this machine as only somebody who sits at it does; the portal's public names are everybody's. */
    static boolean isLoopbackName(String host) {
        return host != null && LOOPBACK.contains(name(host));
    }

    static boolean loopback(String address) {
        return address != null && (address.startsWith("127.") || LOOPBACK_V6.contains(address));
    }
}
