package torg.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import torg.launcher.RunningPortal;

/**
 * What an edit costs: from saving a file to its new text served, on the site that ships and on one with thousands of pages more, whose first load and
 * memory are told too. Edits are made one after the other; then while others read, who must never see half of one; at the end while another page is read that
 * is kept, beside a servlet that answers its bytes. {@code torg.bench.edits.of} chooses the sites and {@code torg.bench.edits.parts} what is measured of each, so that
 * a machine that others use as well need be left alone only for minutes at a time.
 */
final class EditsBench {
    private static final List<String> SITES = chosen("torg.bench.edits.of", "shipped,large");
    private static final List<String> PARTS = chosen("torg.bench.edits.parts", "single,row,beside");
    private static final int PAGES = Integer.getInteger("torg.bench.pages", 10_000);
    private static final int EDITS = Integer.getInteger("torg.bench.edits", 100);
    /** Edits while others read are made in a row, each as soon as the one before is served. */
    private static final int IN_A_ROW = Integer.getInteger("torg.bench.row", 1_000);
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 5;
    private static final int WARMING = 3;
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("torg.bench.round", 5));
    /** More often than anybody saves. */
    private static final Duration BETWEEN_EDITS = Duration.ofMillis(500);
    private static final int READERS = 4;
    private static final List<String> LANGUAGES = List.of("", ".nb", ".de");
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    /** The page that is edited; its text begins and ends with the same mark. */
    private static final String EDITED = "bench-edited";
    /** One that is kept, and that no edit is about. */
    private static final String KEPT = "/terms";
    private static final Path HOME = Path.of("target/torg").toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path work;

    EditsBench(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        new EditsBench(Path.of(arguments[0])).run();
    }

    private static List<String> chosen(String property, String all) {
        return List.of(System.getProperty(property, all).split(","));
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        System.out.printf("edits: from saving a file to its new text served; %d pages in %d languages, 2 KB each, beside the site that ships%n", PAGES, LANGUAGES.size());
        var figures = new HashMap<String, Figures>();
        for (var site : SITES) figures.put(site, measure(site, site.equals("large") ? PAGES : 0));
        if (figures.keySet().containsAll(List.of("shipped", "large"))) reportLoad(figures.get("shipped"), figures.get("large"));
        System.out.println("aims: p50 30 ms, p99 100 ms; no request failed or mixed. A file of less than 4 KB waits 10 ms in case more comes");
    }

    private static void reportLoad(Figures small, Figures large) {
        var documents = (double) PAGES * LANGUAGES.size();
        System.out.printf("%,.0f documents more: first start %.1f s CPU more (aim: 5 s for the load), %.1f KB of heap a document (aim 8)%n", documents,
                (large.startCpuMillis - small.startCpuMillis) / 1000.0, (large.heapKilobytes - small.heapKilobytes) / documents);
    }

    private record Figures(long startCpuMillis, long heapKilobytes) {}

    private Figures measure(String name, int pages) throws IOException, InterruptedException, ExecutionException {
        var site = site(work.resolve(name), pages);
        var page = site.resolve("content/customer-portal/pages/" + EDITED + ".md");
        write(page, text(0));
        try (var portal = RunningPortal.startIn(Map.of("TORG_JAVA_OPTIONS", pages == 0 ? "" : "-Xmx1g"), work.resolve(name + "-data"), "--content", site.resolve("content").toString(), "--themes",
                site.resolve("themes").toString())) {
            var started = ProcessFigures.cpuMillis(portal.process().pid());
            awaitIndex(portal.address());
            var figures = new Figures(started, heapKilobytes(portal.process().pid()));
            var count = new AtomicLong();
            if (PARTS.contains("single")) {
                edits(portal.address(), page, count, 20, false); // warm
                report(name + ", by a rename", edits(portal.address(), page, count, EDITS, true));
                report(name + ", in place", edits(portal.address(), page, count, EDITS, false));
            }
            if (PARTS.contains("row")) underLoad(name, portal.address(), page, count);
            if (PARTS.contains("beside")) besideServlet(name, portal, page, count);
            return figures;
        }
    }

    /** Whoever measures edits while the first index of the search is made measures that. */
    private void awaitIndex(URI portal) throws IOException, InterruptedException {
        for (var tries = 0; get(portal, "/health").contains("not everything is found yet"); tries++) {
            if (tries > 1_200) throw new IllegalStateException("the search has no whole index after ten minutes");
            Thread.sleep(500);
        }
    }

    private List<Double> edits(URI portal, Path page, AtomicLong count, int edits, boolean rename) throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        for (var i = 0; i < edits; i++) {
            var number = count.incrementAndGet();
            var start = System.nanoTime();
            if (rename) replace(page, text(number));
            else write(page, text(number));
            while (!get(portal, "/" + EDITED).contains(mark(number))) Thread.sleep(2);
            millis.add((System.nanoTime() - start) / 1e6);
            // So that an edit is one by itself; who saves again within 300 ms is waited for.
            Thread.sleep(350);
        }
        return millis;
    }

    /** Edits in a row while others read. */
    private void underLoad(String name, URI portal, Path page, AtomicLong count) throws IOException, InterruptedException {
        var ended = new AtomicBoolean();
        var read = new AtomicLong();
        var wrong = new AtomicLong();
        var readers = Stream.generate(() -> Thread.ofVirtual().unstarted(() -> {
            while (!ended.get()) {
                if (!isWhole(portal)) wrong.incrementAndGet();
                read.incrementAndGet();
            }
        })).limit(READERS).toList();
        readers.forEach(Thread::start);
        var start = System.nanoTime();
        for (var i = 0; i < IN_A_ROW; i++) {
            var number = count.incrementAndGet();
            replace(page, text(number));
            while (!get(portal, "/" + EDITED).contains(mark(number))) Thread.sleep(2);
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        ended.set(true);
        for (var reader : readers) reader.join();
        System.out.printf("%-28s %d edits in a row in %.1f s while %d read %,d pages: %d failed or mixed%n", name, IN_A_ROW, seconds, READERS, read.get(), wrong.get());
    }

    /** What a page that is kept costs while another is edited, the cost of the edits included, in turn with the same without edits and a servlet that answers the same bytes. */
    private void besideServlet(String name, RunningPortal portal, Path page, AtomicLong count) throws IOException, InterruptedException, ExecutionException {
        var bytes = Files.writeString(work.resolve("kept.html"), get(portal.address(), KEPT));
        try (var empty = Peer.emptyHouse(HOME, work, bytes)) {
            var servlet = new Target("servlet", empty.address(), empty.pid(), 200, () -> Connection.get("/"));
            var kept = new Target("kept", portal.address(), portal.process().pid(), 200, () -> Connection.get(KEPT));
            var load = new Load(CLIENTS);
            // Java compiles meanwhile what is run, of which a portal has more than a servlet; what is left of that counts.
            for (var round = 0; round < WARMING; round++) {
                for (var target : List.of(servlet, kept)) load.run(target, ROUND);
            }
            var costs = new ArrayList<double[]>();
            var errors = 0L;
            var edits = count.get();
            for (var round = 0; round < ROUNDS; round++) {
                var alone = load.run(servlet, ROUND);
                var quiet = load.run(kept, ROUND);
                var edited = whileEdited(() -> load.run(kept, ROUND), page, count);
                costs.add(new double[] {alone.cpuMillis(), quiet.cpuMillis(), edited.cpuMillis()});
                errors += edited.errors();
            }
            System.out.printf("%-28s %s, CPU per request: servlet %.3f ms, kept %.3f ms, kept while %d edits were made %.3f ms: %.2f x servlet (aim 1.25), %d failed%n", name, KEPT, median(costs, 0), median(costs, 1),
                    count.get() - edits, median(costs, 2), median(costs, 2) / median(costs, 0), errors);
        }
    }

    private Sample whileEdited(Callable<Sample> load, Path page, AtomicLong count) throws InterruptedException, ExecutionException {
        try (var editor = Executors.newSingleThreadScheduledExecutor(); var clients = Executors.newSingleThreadExecutor()) {
            editor.scheduleAtFixedRate(() -> {
                try {
                    replace(page, text(count.incrementAndGet()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, 0, BETWEEN_EDITS.toMillis(), TimeUnit.MILLISECONDS);
            return clients.submit(load).get();
        }
    }

    private static double median(List<double[]> costs, int which) {
        return costs.stream().mapToDouble(cost -> cost[which]).sorted().toArray()[costs.size() / 2];
    }

    private boolean isWhole(URI portal) {
        try {
            var body = get(portal, "/" + EDITED);
            var first = body.indexOf("mark-");
            return first >= 0 && body.lastIndexOf(body.substring(first, body.indexOf('.', first) + 1)) > first;
        } catch (IOException | IllegalStateException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void report(String name, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf("%-28s p50 %8.1f ms   p99 %8.1f ms%n", name, sorted.get(sorted.size() / 2), sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)));
    }

    private String get(URI portal, String path) throws IOException, InterruptedException {
        var response = http.send(HttpRequest.newBuilder(portal.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IllegalStateException(path + " was answered with " + response.statusCode());
        return response.body();
    }

    /** A copy of the site and theme that ship, with pages more: a hundred in each folder. */
    private static Path site(Path folder, int pages) throws IOException {
        for (var part : List.of("content", "themes")) copy(CHECKOUT.resolve(part), folder.resolve(part));
        var settings = folder.resolve("content/customer-portal/site.yml");
        write(settings, Files.readString(settings).replaceFirst("languages: \\[.*]", "languages: [en, nb, de]"));
        for (var page = 0; page < pages; page++) {
            for (var language : LANGUAGES) {
                var name = "bench/%02d/%02d%s.md".formatted(page / 100, page % 100, language);
                write(folder.resolve("content/customer-portal/pages").resolve(name), "---\ntitle: Page %d\n---\n".formatted(page)
                        + "A sentence of page %d, which says something of *no* consequence.\n\n".formatted(page).repeat(30));
            }
        }
        return folder;
    }

    /** A folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static String text(long number) {
        return "---\ntitle: Edited\naccess: public\n---\n" + mark(number) + "\n\n" + "A sentence between the first mark and the last.\n\n".repeat(40) + mark(number) + "\n";
    }

    private static String mark(long number) {
        return "mark-" + number + ".";
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void replace(Path file, String text) throws IOException {
        var beside = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What lives. Of four full collections this collector lets dead wood lie at three, where moving it is not worth the while; it is none of a site's. */
    private static long heapKilobytes(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (var i = 0; i < 4; i++) new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        var info = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.heap_info").redirectErrorStream(true).start();
        try (var lines = info.inputReader()) {
            return lines.lines().filter(line -> line.contains(" total ")).mapToLong(line -> Long.parseLong(line.replaceAll(".* used (\\d+)K.*", "$1"))).limit(2).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
