package torg.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import torg.api.health.Metrics;
import torg.web.follow.Followers;
import torg.web.house.House;

/** Notes every request: a line in the log, and figures by kind and outcome. */
final class Traffic implements AutoCloseable {
    private static final String[] KINDS = {"page", "api", "asset", "operations", "followed"};

    private final AccessLog log = new AccessLog();
    private volatile Figures figures = new Figures(Optional.empty());

    /** Note a request that was answered. */
    void note(HttpServletRequest request, int status, String id, long nanos, House house) {
        var path = request.getRequestURI();
        figures(house).note(kind(request, path), status, nanos);
        log.leave(new AccessLog.Line(id, request.getMethod(), printable(path), status, nanos / 1_000));
    }

    @Override
    public void close() {
        log.close();
    }

    private Figures figures(House house) {
        var known = figures;
        if (known.metrics != house.metrics()) figures = known = new Figures(house.metrics());
        return known;
    }

    private static int kind(HttpServletRequest request, String path) {
        if (path.startsWith("/api/")) return 1;
        if (path.startsWith("/assets/")) return 2;
        if (path.equals("/health") || path.equals("/metrics")) return 3;
        return Followers.asks(request.getHeader("Prefer")) ? 4 : 0;
    }

    /** What a client sends must not begin a line of its own in the log, nor fill it. */
    private static String printable(String path) {
        for (var i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) > '~') return "unprintable";
        }
        return path.length() > 200 ? path.substring(0, 200) : path;
    }

    /** Counters of one metrics service. */
    private static final class Figures {
        final Optional<Metrics> metrics;
        private final Metrics.Counter[][] counts = new Metrics.Counter[KINDS.length][6];
        private final Metrics.Timer[] times = new Metrics.Timer[KINDS.length];

        Figures(Optional<Metrics> metrics) {
            this.metrics = metrics;
            metrics.ifPresent(service -> {
                for (var kind = 0; kind < KINDS.length; kind++) {
                    times[kind] = service.timer("torg_web_request_seconds", "How long requests took", "kind", KINDS[kind]);
                    for (var hundred = 2; hundred < 6; hundred++) {
                        counts[kind][hundred] = service.counter("torg_web_requests_total", "Requests answered", "kind", KINDS[kind], "status", hundred + "xx");
                    }
                }
            });
        }

        void note(int kind, int status, long nanos) {
            if (metrics.isEmpty()) return;
            counts[kind][status / 100].add(1);
            times[kind].record(Duration.ofNanos(nanos));
        }
    }
}
