package torg.launcher.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Constants;
import torg.launcher.RunningPortal;
import torg.launcher.house.NumberedModule;
import torg.spi.health.HealthCheck;

/** What it takes until a module's jar in the folder is answered by, is replaced and is gone, with nothing else to do; and what a call of a service costs beside a plain one. */
final class ModulesBench {
    private static final int WARM = 5;
    private static final int TIMES = 20;
    private static final int CALLS = 50_000_000;
    private static final int ROUNDS = 7;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path work;
    private URI address;

    ModulesBench(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws Exception {
        new ModulesBench(Path.of(arguments[0])).run();
    }

    void run() throws Exception {
        life();
        calls();
    }

    private void life() throws IOException, InterruptedException {
        var modules = Files.createDirectories(work.resolve("modules"));
        var jar = modules.resolve("numbered.jar");
        var dropped = new ArrayList<Double>();
        var replaced = new ArrayList<Double>();
        var removed = new ArrayList<Double>();
        try (var portal = RunningPortal.start(work.resolve("modules-data"), "--modules", modules.toString())) {
            address = portal.address().resolve("/api/numbered");
            for (var time = 0; time < WARM + TIMES; time++) {
                var first = 2 * time;
                dropped.add(took(() -> NumberedModule.put(NumberedModule.answering(first), jar), NumberedModule.version(first)));
                replaced.add(took(() -> NumberedModule.put(NumberedModule.answering(first + 1), jar), NumberedModule.version(first + 1)));
                removed.add(took(() -> Files.delete(jar), ""));
            }
        }
        System.out.printf("%-32s %9s %9s %9s%n", "a module, " + TIMES + " times", "p50 ms", "worst ms", "aim ms");
        report("dropped in, to its first answer", dropped, 500);
        report("replaced", replaced, 300);
        report("removed", removed, 300);
    }

    private static void report(String what, List<Double> took, int aim) {
        var sorted = took.subList(WARM, took.size()).stream().sorted().toList();
        System.out.printf("%-32s %9.0f %9.0f %9d%n", what, sorted.get(sorted.size() / 2), sorted.getLast(), aim);
    }

    private interface Act {
        void run() throws IOException;
    }

    /** Milliseconds until the answer has this version; until there is none when it is empty. */
    private double took(Act act, String version) throws IOException, InterruptedException {
        var start = System.nanoTime();
        act.run();
        while (true) {
            var answer = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            if (version.isEmpty() ? answer.statusCode() == 404 : answer.statusCode() == 200 && answer.body().contains(version)) return (System.nanoTime() - start) / 1e6;
            if (System.nanoTime() - start > 60_000_000_000L) throw new IllegalStateException("a minute went by; the last answer: " + answer.statusCode() + " " + answer.body());
            Thread.sleep(2);
        }
    }

    /** In turn, so that neither has the better moment; the fastest round of each, since nothing makes a call faster than it is. */
    private void calls() throws Exception {
        var framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, work.resolve("modules-cache").toString(), "felix.log.level", "0",
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "torg.api.health;version=1.0.0,torg.spi.health;version=1.0.0"));
        framework.start();
        try {
            var context = framework.getBundleContext();
            var made = context.installBundle("reference:" + bundle().toUri()).loadClass(PlainCheck.class.getName()).getConstructor().newInstance();
            if (made.getClass() == PlainCheck.class) throw new IllegalStateException("the bundle has no class of its own");
            var service = context.getService(context.registerService(HealthCheck.class, (HealthCheck) made, null).getReference());
            HealthCheck plain = new PlainCheck();
            var times = List.of(new ArrayList<Double>(), new ArrayList<Double>());
            for (var round = 0; round < ROUNDS; round++) {
                times.get(0).add(nanos(service));
                times.get(1).add(nanos(plain));
            }
            System.out.printf("a call of a module's service %.2f ns, a plain one %.2f ns%n", times.get(0).stream().min(Double::compare).orElseThrow(), times.get(1).stream().min(Double::compare).orElseThrow());
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
    }

    private static double nanos(HealthCheck check) {
        var length = 0L;
        var start = System.nanoTime();
        for (var call = 0; call < CALLS; call++) length += check.check().message().length();
        var took = System.nanoTime() - start;
        if (length != 4L * CALLS) throw new IllegalStateException("it was not called: " + length);
        return (double) took / CALLS;
    }

    private Path bundle() throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "torg.bench.check");
        headers.putValue("Import-Package", "torg.api.health,torg.spi.health");
        var code = PlainCheck.class.getName().replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest); var in = PlainCheck.class.getClassLoader().getResourceAsStream(code)) {
            jar.putNextEntry(new JarEntry(code));
            in.transferTo(jar);
        }
        return Files.write(work.resolve("check.jar"), bytes.toByteArray());
    }
}
