package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells who is at the other end. What a proxy says of its client counts only if the proxy's address is trusted. */
final class Peers {
    private static final Set<String> PROXIED = Set.of("forwarded", "via", "x-real-ip");

    private final Set<String> proxies;
    private final boolean secure;

    Peers(Set<String> proxies, boolean secure) {
        this.proxies = Set.copyOf(proxies);
        this.secure = secure;
    }

    Peer of(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        if (proxies.contains(address)) return new Peer(client(request.getHeader("X-Forwarded-For"), address), false, secure(request));
        var here = Hosts.loopback(address);
        // a proxy on this machine that nobody told us of: it speaks for somebody, and must not lend them its own address
        if (here && (isForwarded(request) || isOld(request) || isForElsewhere(request))) return new Peer(Peer.UNKNOWN, false, secure(request));
        return new Peer(address, here, secure(request));
    }

    /** Whether it speaks as no browser or program of today does, but as some proxies do. */
    private static boolean isOld(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/1.0");
    }

    /** Whether it says that its sender knows the portal by another name than whoever sits here: some proxies add no header, and hand on those that their visitors send. */
    private static boolean isForElsewhere(HttpServletRequest request) {
        if (!Hosts.isLoopbackName(request.getHeader("Host")) || "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) return true;
        return Stream.of("Origin", "Referer").map(request::getHeader).anyMatch(from -> from != null && !Hosts.isLoopbackName(authority(from)));
    }

    /** Null where none is to be found. */
    private static String authority(String address) {
        try {
            return new URI(address).getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether it carries a header that only proxies add. */
    private static boolean isForwarded(HttpServletRequest request) {
        var names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            var name = names.nextElement().toLowerCase(Locale.ROOT);
            if (PROXIED.contains(name) || name.startsWith("x-forwarded-")) return true;
        }
        return false;
    }

    /** Whether the browser speaks HTTPS, to us or to a trusted proxy. */
    boolean secure(HttpServletRequest request) {
        if (secure || request.isSecure()) return true;
        return !proxies.isEmpty() && proxies.contains(request.getRemoteAddr()) && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** The address nearest to us that is no proxy of ours: everything before it, a client can make up. */
    private String client(String forwarded, String proxy) {
        if (forwarded == null) return proxy;
        var hops = forwarded.split(",");
        for (var i = hops.length - 1; i >= 0; i--) {
            var hop = hops[i].strip();
            if (!proxies.contains(hop)) return hop.length() <= 60 && hop.matches("[0-9a-fA-F.:\\[\\]]+") ? hop : proxy;
        }
        return proxy;
    }
}
