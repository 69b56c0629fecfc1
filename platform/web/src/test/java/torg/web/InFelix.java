package torg.web;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import torg.api.site.Sites;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;

/**
 * This room in a real framework behind a real Jetty. The bundles are those of the test's class path; the types that tests share with them
 * are exported by the framework itself.
 */
final class InFelix implements AutoCloseable {
    private static final String SHARED = packages("1.0.0", "torg.api.audit", "torg.api.file", "torg.api.health", "torg.api.identity", "torg.api.problem", "torg.api.site", "torg.api.table",
                    "torg.api.text", "torg.api.view", "torg.api.web", "torg.spi.access", "torg.spi.health", "torg.spi.identity", "torg.spi.table", "torg.spi.view", "torg.spi.web")
            + "," + packages("2.0.20", "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
            + "," + packages("3.1.0", "jakarta.ws.rs", "jakarta.ws.rs.client", "jakarta.ws.rs.container", "jakarta.ws.rs.core", "jakarta.ws.rs.ext", "jakarta.ws.rs.sse");
    private static final List<String> INSTALLED = List.of("torg.web", "org.apache.felix.", "jakarta.", "org.glassfish.", "org.javassist", "javassist", "com.fasterxml.",
            "org.osgi.service.c", "org.osgi.util.", "org.apache.commons.");
    private static final List<String> LEFT_OUT = List.of("jakarta.ws.rs", "org.apache.felix.framework", "org.osgi.service.component.annotations");

    private final Framework framework;
    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final int port;

    InFelix(Path storage) throws BundleException, IOException, InterruptedException {
        port = freePort();
        var settings = Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED,
                "org.osgi.service.http.port", "" + port,
                "org.apache.felix.http.host", "127.0.0.1",
                "org.apache.felix.http.jetty.virtualthreads.enable", "true");
        framework = new FrameworkFactory().newFramework(new HashMap<>(settings));
        framework.start();
        var bundles = new ArrayList<Bundle>();
        for (var location : bundles()) bundles.add(framework.getBundleContext().installBundle(location));
        for (var bundle : bundles) bundle.start();
        for (var end = System.nanoTime() + 60_000_000_000L; !get("/health").body().contains("\"checks\""); Thread.sleep(20)) {
            if (System.nanoTime() > end) throw new IllegalStateException("the servlet did not come");
        }
    }

    /** With a site, a handful of pages and somebody who paints them. */
    static InFelix withFewPages(Path storage) throws Exception {
        var felix = new InFelix(storage);
        felix.offer(Sites.class, new SmallSite());
        felix.offer(PageGuide.class, new FewPages());
        felix.offer(Painter.class, new PlainPainter());
        return felix;
    }

    /** Offer a service, as a module would. */
    <T> ServiceRegistration<T> offer(Class<T> type, T service) {
        return framework.getBundleContext().registerService(type, service, new Hashtable<>());
    }

    <T> T service(Class<T> type) throws InvalidSyntaxException {
        return services(type).getFirst();
    }

    <T> List<T> services(Class<T> type) throws InvalidSyntaxException {
        var context = framework.getBundleContext();
        return Stream.ofNullable(context.getAllServiceReferences(type.getName(), null)).flatMap(Stream::of).map(context::getService).map(type::cast).toList();
    }

    /** Tell this room its settings, as the launcher would. The tests' class path has its own types of the service, so it is reached by name. */
    void configure(Map<String, String> settings) throws ReflectiveOperationException, InvalidSyntaxException {
        var context = framework.getBundleContext();
        var admin = context.getService(context.getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
        var configuration = admin.getClass().getMethod("getConfiguration", String.class, String.class).invoke(admin, "torg.web", "?");
        configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, new Hashtable<>(settings));
    }

    HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(target)), headers);
    }

    HttpResponse<String> send(String method, String target, String type, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(at(target)).method(method, HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", type);
        return send(request, headers);
    }

    int port() {
        return port;
    }

    /** A connection to it, without a client between. */
    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Everything that comes back over a connection until it ends. One that ends before its request was read whole is reset, after the answer. */
    static String answer(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // what had come before is there
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(60_000);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws IOException, InterruptedException {
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String target) {
        return URI.create("http://127.0.0.1:" + port + target);
    }

    private static List<String> bundles() throws IOException {
        var locations = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var name = symbolicName(Path.of(entry));
            if (INSTALLED.stream().anyMatch(name::startsWith) && LEFT_OUT.stream().noneMatch(name::startsWith)) locations.add("reference:file:" + entry);
        }
        return locations;
    }

    private static String symbolicName(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            var file = entry.resolve(JarFile.MANIFEST_NAME);
            if (!Files.exists(file)) return "";
            try (var stream = Files.newInputStream(file)) {
                return symbolicName(new Manifest(stream));
            }
        }
        try (var jar = new JarFile(entry.toFile())) {
            return jar.getManifest() == null ? "" : symbolicName(jar.getManifest());
        }
    }

    private static String symbolicName(Manifest manifest) {
        var name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        return name == null ? "" : name.split(";", 2)[0].strip();
    }

    private static String packages(String version, String... names) {
        return String.join(";version=" + version + ",", names) + ";version=" + version;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
