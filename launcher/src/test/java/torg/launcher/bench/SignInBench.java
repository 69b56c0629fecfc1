package torg.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.launcher.RunningPortal;

/**
 * What it costs to know who asks, and whether the time of a wrong password tells if there is such a person, in a portal with many contacts and web roles. The first: a page that is the same for
 * everybody and painted each time, asked for by nobody and by somebody who is signed in, in turn. The second: wrong passwords for names that are there and for names that are not, one after
 * the other in random order, from many places, for the limits of attempts stay as they are.
 */
final class SignInBench {
    private static final int CONTACTS = Integer.getInteger("torg.bench.contacts", 100_000);
    private static final int ROLES = Integer.getInteger("torg.bench.roles", 1_000);
    private static final int GUESSES = Integer.getInteger("torg.bench.guesses", 1_000);
    private static final int ROUNDS = Integer.getInteger("torg.bench.rounds", 9);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("torg.bench.round", 5));
    private static final int CLIENTS = 8;
    /** Guesses at one name stay below what all places together may have within ten minutes, those from one place below what it may have. */
    private static final int GUESSES_AT_A_NAME = 50;
    private static final int GUESSES_FROM_A_PLACE = 5;
    private static final int BATCH = 100;
    /** Of the two-sample test of Kolmogorov and Smirnov at one in a hundred: sqrt(-ln(0.01 / 2) / 2). */
    private static final double ONE_IN_A_HUNDRED = 1.6276;
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path HOME = Path.of("target/torg").toAbsolutePath();
    private static final String PAGE = "/bench";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data;
    private final Path site;

    SignInBench(Path work) throws IOException {
        data = work.resolve("sign-in/data");
        site = work.resolve("sign-in/site");
        for (var part : List.of("content", "themes")) EditsBench.copy(CHECKOUT.resolve(part), site.resolve(part));
        var portal = site.resolve("content/customer-portal");
        for (var role = 0; role < ROLES; role++) Files.writeString(portal.resolve("roles/bench-" + role + ".yml"), "role: bench-" + role + "\nlabel: Bench\n");
        Files.writeString(portal.resolve("permissions/bench.yml"), "permissions:\n  - {name: bench, table: contact, roles: [administrator], scope: global, privileges: [read, create]}\n");
        var contact = portal.resolve("tables/contact.yml");
        Files.writeString(contact, Files.readString(contact).replaceFirst("(?m)^outbox: true.*\n", ""));
        Files.writeString(portal.resolve("pages/bench.md"), "---\ntitle: Bench\naccess: public\ntemplate: bench\n---\n" + "A sentence of no consequence, and *another* one.\n\n".repeat(40));
        Files.writeString(site.resolve("themes/torg/templates/bench.mustache"),
                "<!doctype html>\n<html lang=\"en\"><head><title>{{page.title}}</title></head><body><main>{{page.body}}</main></body></html>\n");
    }

    public static void main(String[] arguments) throws Exception {
        var work = Files.createTempDirectory("torg-bench");
        try {
            new SignInBench(work).run();
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        try (var portal = RunningPortal.start(data, "--content", site.resolve("content").toString(), "--themes", site.resolve("themes").toString())) {
            portal.process().children().forEach(ProcessHandle::destroy);
            fill(portal.address());
            System.out.printf("%nsign-in, with %,d contacts and %,d web roles%n", CONTACTS, ROLES);
            knowing(portal);
            guessing(portal.address());
        }
    }

    /** Whoever asks is nobody, or Jane; the page, which holds nothing of either, is another address each time, so that none is kept. */
    private void knowing(RunningPortal portal) throws IOException, InterruptedException, ExecutionException {
        var jane = Session.of(http, portal.address(), "jane@alfki.example");
        var numbers = new AtomicLong();
        var pid = portal.process().pid();
        var nobody = new Target("nobody", portal.address(), pid, 200, () -> Connection.get(PAGE + "?n=" + numbers.incrementAndGet()));
        var somebody = new Target("somebody", portal.address(), pid, 200, () -> Connection.get(PAGE + "?n=" + numbers.incrementAndGet(), jane.cookie()));
        var list = new Target("order list", portal.address(), pid, 200, () -> Connection.get("/orders", jane.cookie()));
        var load = new Load(CLIENTS);
        for (var target : List.of(nobody, somebody, list, nobody, somebody)) load.run(target, ROUND);
        var samples = new ArrayList<List<Sample>>();
        for (var round = 0; round < ROUNDS; round++) {
            // who is first changes, so that what becomes of the machine meanwhile weighs on both
            var first = round % 2 == 0 ? load.run(nobody, ROUND) : load.run(somebody, ROUND);
            var second = round % 2 == 0 ? load.run(somebody, ROUND) : load.run(nobody, ROUND);
            samples.add(round % 2 == 0 ? List.of(first, second) : List.of(second, first));
        }
        var listed = load.run(list, ROUND).cpuMillis();
        var without = median(samples, pair -> pair.get(0).cpuMillis());
        var with = median(samples, pair -> pair.get(1).cpuMillis());
        var more = median(samples, pair -> pair.get(1).cpuMillis() - pair.get(0).cpuMillis());
        System.out.printf("a page that is the same for everybody, %d rounds of %d s in turn, %d clients, CPU per request: nobody %.3f ms, somebody %.3f ms, %d failed%n", ROUNDS,
                ROUND.toSeconds(), CLIENTS, without, with,
                samples.stream().flatMap(List::stream).mapToLong(Sample::errors).sum());
        System.out.printf("to know who asks: %+.3f ms, %+.1f %% of that page, %+.1f %% of the order list of the same person (%.3f ms); aim at most 5 %%%n", more, 100 * more / without,
                100 * more / listed, listed);
    }

    private void guessing(URI portal) throws IOException, InterruptedException {
        var names = Math.ceilDiv(GUESSES, GUESSES_AT_A_NAME);
        for (var name = 0; name < names; name++) password("bench-%06d@bench.example".formatted(name));
        Files.createDirectories(data.resolve("settings"));
        Files.writeString(data.resolve("settings/torg.web.properties"), "trusted-proxies=127.0.0.1\n");
        awaitPasswords();
        var known = new double[GUESSES];
        var unknown = new double[GUESSES];
        var order = new Random(1);
        settle(portal);
        for (var guess = 0; guess < GUESSES; guess++) {
            var knownFirst = order.nextBoolean();
            for (var isKnown : List.of(knownFirst, !knownFirst)) {
                var name = (isKnown ? "bench-%06d@bench.example" : "nobod-%06d@bench.example").formatted(guess % names);
                (isKnown ? known : unknown)[guess] = guess(portal, name, 2 * guess + (isKnown ? 0 : 1));
            }
        }
        Arrays.sort(known);
        Arrays.sort(unknown);
        var difference = Distance.of(known, unknown);
        var limit = ONE_IN_A_HUNDRED * Math.sqrt(2.0 / GUESSES);
        System.out.printf("wrong passwords, %d for names that are there and as many for names that are not: median %.2f ms and %.2f ms, p90 %.2f ms and %.2f ms%n", GUESSES, known[GUESSES / 2],
                unknown[GUESSES / 2], known[GUESSES * 9 / 10], unknown[GUESSES * 9 / 10]);
        System.out.printf("Kolmogorov-Smirnov D %.4f, of samples of one kind beyond %.4f once in a hundred: %s%n", difference, limit, difference > limit ? "TOLD APART" : "not told apart");
    }

    /** Settings of the door are taken over at once, and nobody signs in for that moment; after it, many guesses in a row are answered as such. */
    private void settle(URI portal) throws IOException, InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        var number = 1_000_000;
        for (var inARow = 0; inARow < BATCH; number++) {
            inARow = answer(portal, "warm-%07d@bench.example".formatted(number), number).statusCode() == 401 ? inARow + 1 : 0;
            if (inARow == 0) Thread.sleep(500);
            if (System.nanoTime() > end) throw new IllegalStateException("nobody can sign in with other settings of the door");
        }
    }

    /** Milliseconds until a guess is answered. */
    private double guess(URI portal, String name, int number) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = answer(portal, name, number);
        var nanos = System.nanoTime() - begun;
        if (answer.statusCode() != 401) throw new IllegalStateException("a guess at " + name + " was answered with " + answer.statusCode() + ": " + answer.body());
        return nanos / 1e6;
    }

    private HttpResponse<String> answer(URI portal, String name, int number) throws IOException, InterruptedException {
        var place = number / GUESSES_FROM_A_PLACE;
        var request = HttpRequest.newBuilder(portal.resolve("/api/session")).header("Content-Type", "application/json")
                .header("X-Forwarded-For", "10.%d.%d.%d".formatted(place >> 16 & 255, place >> 8 & 255, place & 255))
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + name + "\",\"password\":\"a guess that is wrong\"}")).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void password(String email) throws IOException, InterruptedException {
        var command = new ProcessBuilder(HOME.resolve("bin/torg").toString(), "password", email, "--data", data.toString()).redirectErrorStream(true).start();
        try (var out = command.outputWriter()) {
            out.write("a password of the bench\n");
        }
        var said = new String(command.getInputStream().readAllBytes());
        if (!command.waitFor(2, TimeUnit.MINUTES) || command.exitValue() != 0) throw new IllegalStateException("no password was given: " + said);
    }

    /** The portal takes the file away when it has taken the password over. */
    private void awaitPasswords() throws IOException, InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            try (var files = Files.list(data.resolve("passwords"))) {
                if (files.findAny().isEmpty()) return;
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("the passwords were not taken over");
    }

    private void fill(URI portal) throws IOException, InterruptedException {
        var admin = Session.of(http, portal, "admin@northwind.example");
        for (var from = 0; from < CONTACTS; from += BATCH) {
            var requests = IntStream.range(from, Math.min(CONTACTS, from + BATCH)).mapToObj(number -> ("{\"id\":\"%1$d\",\"method\":\"post\",\"url\":\"contact\",\"atomicityGroup\":\"g\",\"body\":"
                    + "{\"contactnumber\":\"BENCH-%1$06d\",\"fullname\":\"Bench %1$d\",\"email\":\"bench-%1$06d@bench.example\"}}").formatted(number)).collect(Collectors.joining(","));
            var request = HttpRequest.newBuilder(portal.resolve("/api/tables/$batch")).header("Content-Type", "application/json").header("Cookie", admin.cookieValue())
                    .header("X-CSRF-Token", admin.csrf())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"requests\":[" + requests + "]}")).build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || answer.body().contains("\"status\":4")) throw new IllegalStateException("contacts could not be made: " + answer.body()
                    .substring(0, Math.min(500, answer.body().length())));
        }
    }

    private static double median(List<List<Sample>> samples, ToDoubleFunction<List<Sample>> figure) {
        return samples.stream().mapToDouble(figure).sorted().toArray()[samples.size() / 2];
    }
}
