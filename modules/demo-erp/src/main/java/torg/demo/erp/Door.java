package torg.demo.erp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import torg.demo.erp.odata.ODataEndpoint;

/** Lets in who is at this machine on purpose: not a web page elsewhere that has the browser here send something. */
final class Door extends Filter {
    private static final Logger LOG = System.getLogger(Door.class.getName());
    private static final Pattern THIS_MACHINE = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");
    /** Another port of this machine is another site's page as well, and browsers call it the same site. */
    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    @Override
    public String description() {
        return "refuses requests under a foreign host name or from a foreign origin";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        var host = exchange.getRequestHeaders().getFirst("Host");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (host == null || !THIS_MACHINE.matcher(host).matches()) {
            refuse(exchange, 403, "The demo ERP answers only under a name of this machine, for instance 127.0.0.1.");
        } else if (comesFromElsewhere(exchange, host)) {
            refuse(exchange, 403, "The demo ERP takes nothing from pages of another origin.");
        } else {
            pass(exchange, chain);
        }
    }

    /** What a page has the browser send without an Origin, such as a picture, carries where it comes from all the same. */
    private static boolean comesFromElsewhere(HttpExchange exchange, String host) {
        var headers = exchange.getRequestHeaders();
        var origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return true;
        }
        var site = headers.getFirst("Sec-Fetch-Site");
        return site != null && ELSEWHERE.contains(site) && !isPersonWhoFollowsALink(exchange, headers);
    }

    /** To a page, in a window of its own: there is nothing that the page with the link could learn or do. */
    private static boolean isPersonWhoFollowsALink(HttpExchange exchange, Headers headers) {
        return exchange.getRequestMethod().equals("GET") && !exchange.getRequestURI().getPath().startsWith(ODataEndpoint.ROOT)
                && "navigate".equals(headers.getFirst("Sec-Fetch-Mode")) && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    private static void pass(HttpExchange exchange, Chain chain) throws IOException {
        try {
            chain.doFilter(exchange);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "a request failed: " + exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), e);
            if (exchange.getResponseCode() != -1) {
                // half an answer is out: at an exception, not at an error, the server breaks the connection off, so that nobody takes it for a whole one
                throw new IllegalStateException("a request failed with half an answer out", e);
            }
            refuse(exchange, 500, "The demo ERP could not do this because of a fault of its own.");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
        try (exchange) {
            var body = message.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
