package torg.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import torg.launcher.RunningPortal;

/**
 * {@code launcher/torg bench}: the portal beside a bare Jetty and an empty framework that answer the same bytes, in turn in one run, so that a busy machine slows all
 * alike. Prints medians; the CPU time of the server per request is the figure to trust on a shared machine. What edits cost is told by {@link EditsBench}, sign-in by
 * {@link SignInBench}, the sync by {@link SyncBench}.
 */
public final class Bench {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("torg.bench.warm-up", 8));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("torg.bench.round", 5));
    private static final int ORDERS_BEFORE = 60;
    private static final Path HOME = Path.of("target/torg").toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Load load = new Load(CLIENTS);
    private final Path work;

    private Bench(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws Exception {
        var work = Files.createTempDirectory("torg-bench");
        try {
            new Bench(work).run();
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run() throws Exception {
        System.out.println("processors " + Runtime.getRuntime().availableProcessors() + ", " + CLIENTS + " clients, " + ROUNDS + " rounds of " + ROUND.toSeconds() + " s in turn after "
                + WARM_UP.toSeconds() + " s each; medians; the clients share the machine with the server");
        var data = work.resolve("data");
        try (var portal = RunningPortal.start(data)) {
            var jane = Session.of(http, portal.address(), "jane@alfki.example");
            var maria = Session.of(http, portal.address(), "maria.anders@alfki.example");
            var number = placeOrders(portal.address(), jane);
            awaitDelivery(portal.address());
            // What is measured is accepting orders; delivery would run beside it and blur every figure.
            portal.process().children().forEach(ProcessHandle::destroy);
            var bytes = home(portal.address());
            try (var jetty = Peer.bareJetty(HOME, work, bytes); var empty = Peer.emptyHouse(HOME, work, bytes)) {
                var pid = portal.process().pid();
                report(measure(List.of(
                        new Target("bare Jetty, same bytes", jetty.address(), jetty.pid(), 200, () -> Connection.get("/")),
                        new Target("whiteboard servlet, same bytes", empty.address(), empty.pid(), 200, () -> Connection.get("/")),
                        new Target("home page, anonymous", portal.address(), pid, 200, () -> Connection.get("/")),
                        new Target("order list, signed in", portal.address(), pid, 200, () -> Connection.get("/orders", jane.cookie())),
                        new Target("order list, JSON", portal.address(), pid, 200, () -> Connection.get("/api/tables/salesorder?$count=true&$top=25&$orderby=orderdate%20desc", jane.cookie())),
                        new Target("order detail", portal.address(), pid, 200, () -> Connection.get("/orders/" + number, jane.cookie())),
                        new Target("submit (ERP away)", portal.address(), pid, 201, () -> order(maria)))));
                System.out.println("portal resident after load: " + ProcessFigures.residentMegabytes(pid) + " MB");
            }
        }
        starts(data);
        new SignInBench(work).run();
        new ModulesBench(work).run();
        new EditsBench(work).run();
        SyncBench.report();
    }

    private Map<Target, List<Sample>> measure(List<Target> targets) throws InterruptedException, ExecutionException {
        var samples = new LinkedHashMap<Target, List<Sample>>();
        for (var target : targets) {
            load.run(target, WARM_UP);
            samples.put(target, new ArrayList<>());
        }
        for (var round = 0; round < ROUNDS; round++) {
            for (var target : targets) samples.get(target).add(load.run(target, ROUND));
        }
        return samples;
    }

    private static void report(Map<Target, List<Sample>> samples) {
        var servlet = samples.entrySet().stream().filter(entry -> entry.getKey().name().startsWith("whiteboard")).map(entry -> median(entry.getValue(), Sample::cpuMillis)).findFirst().orElseThrow();
        System.out.printf("%-32s %10s %9s %9s %9s %8s %9s %7s%n", "", "requests/s", "p50 ms", "p99 ms", "p99/p50", "CPU ms", "x servlet", "errors");
        samples.forEach((target, runs) -> {
            var cpu = median(runs, Sample::cpuMillis);
            var p50 = median(runs, Sample::p50);
            var p99 = median(runs, Sample::p99);
            System.out.printf("%-32s %10.0f %9.2f %9.2f %9.1f %8.3f %9.2f %7d%n", target.name(), median(runs, Sample::perSecond), p50, p99, p99 / p50, cpu, cpu / servlet,
                    runs.stream().mapToLong(Sample::errors).sum());
        });
        System.out.println("aims: home at most 1.25 x servlet; list 0.5 ms, submit 0.7 ms CPU; p99 within 3 x p50; 350 MB resident");
    }

    /** Start to ready: the portal with its data and archive in place, beside the empty framework with its own archive, in turn. */
    private void starts(Path data) throws IOException, InterruptedException {
        var portals = new ArrayList<long[]>();
        var empties = new ArrayList<long[]>();
        var bytes = Files.writeString(work.resolve("hello"), "hello");
        for (var i = 0; i < 4; i++) {
            var start = System.nanoTime();
            try (var portal = RunningPortal.start(data)) {
                portals.add(new long[] {ProcessFigures.cpuMillis(portal.process().pid()), (System.nanoTime() - start) / 1_000_000});
            }
            try (var empty = Peer.emptyHouse(HOME, work, bytes)) {
                empties.add(new long[] {empty.readyCpuMillis(), empty.readyMillis()});
            }
        }
        var portal = middle(portals.subList(1, portals.size()));
        var empty = middle(empties.subList(1, empties.size()));
        System.out.printf("start to ready: portal %d ms CPU, %d ms wall (demo ERP included); empty framework %d ms CPU, %d ms wall; ratio of CPU %.2f (aim 1.5)%n", portal[0], portal[1], empty[0], empty[1],
                (double) portal[0] / empty[0]);
    }

    private static long[] middle(List<long[]> figures) {
        return figures.stream().sorted(Comparator.comparingLong(pair -> pair[0])).toList().get(figures.size() / 2);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray()[samples.size() / 2];
    }

    private Path home(URI portal) throws IOException, InterruptedException {
        var response = http.send(HttpRequest.newBuilder(portal.resolve("/")).build(), HttpResponse.BodyHandlers.ofByteArray());
        return Files.write(work.resolve("home.html"), response.body());
    }

    private static byte[] order(Session session) {
        var body = "{\"requestedreceiptdate\":\"" + LocalDate.now().plusDays(30) + "\",\"requisitionnumber\":\"bench\",\"lines\":[{\"product\":\"11\",\"quantity\":3},{\"product\":\"1\",\"quantity\":2}]}";
        return Connection.request("POST", "/api/orders", body, session.cookie(), "X-CSRF-Token: " + session.csrf(), "Idempotency-Key: " + UUID.randomUUID());
    }

    /** Enough orders that a list has more than one page; returns the number of one. */
    private String placeOrders(URI portal, Session session) throws IOException, InterruptedException {
        try (var connection = new Connection(portal)) {
            for (var i = 0; i < ORDERS_BEFORE; i++) {
                var status = connection.exchange(order(session));
                if (status != 201) throw new IllegalStateException("an order was answered with " + status);
            }
        }
        var response = http.send(HttpRequest.newBuilder(portal.resolve("/api/tables/salesorder?$top=1&$select=ordernumber&$orderby=orderdate%20desc")).header("Cookie", session.cookieValue()).build(),
                HttpResponse.BodyHandlers.ofString());
        return response.body().replaceAll("(?s).*\"ordernumber\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private void awaitDelivery(URI portal) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        var health = "";
        while (System.nanoTime() < deadline) {
            health = http.send(HttpRequest.newBuilder(portal.resolve("/health")).build(), HttpResponse.BodyHandlers.ofString()).body();
            if (health.contains("in step; changes waiting: 0")) return;
            Thread.sleep(250);
        }
        throw new IllegalStateException("the orders were not delivered within a minute: " + health);
    }
}
