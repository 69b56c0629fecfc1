package torg.demo.erp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Lets in who is at this machine on purpose: not a web page elsewhere that has the browser here send something. */
final class Door extends Filter {
    private static final Logger LOG = System.getLogger(Door.class.getName());
    private static final Pattern THIS_MACHINE = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");

    @Override
    public String description() {
        return "refuses requests under a foreign host name or from a foreign origin";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        var host = exchange.getRequestHeaders().getFirst("Host");
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (host == null || !THIS_MACHINE.matcher(host).matches()) {
            refuse(exchange, 403, "The demo ERP answers only under a name of this machine, for instance 127.0.0.1.");
        } else if (origin != null && !origin.equals("http://" + host)) {
            refuse(exchange, 403, "The demo ERP takes nothing from pages of another origin.");
        } else {
            try {
                chain.doFilter(exchange);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a request failed: " + exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), e);
                if (exchange.getResponseCode() != -1) {
                    throw e; // half an answer is out: the server breaks the connection off, so that nobody takes it for a whole one
                }
                refuse(exchange, 500, "The demo ERP could not do this because of a fault of its own.");
            }
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
