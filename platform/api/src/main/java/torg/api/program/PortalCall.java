package torg.api.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call at a running portal, as somebody who signs in for it and out afterwards. For one thread.
 *
 * <pre>{@code
 * try (var portal = PortalCall.as("ann@seller.example", "http://127.0.0.1:8080")) {
 *     System.out.print(portal.get("/api/sync", "text/plain"));
 * }
 * }</pre>
 */
public final class PortalCall implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What a problem says to a person. */
    private static final Set<String> SENTENCES = Set.of("title", "detail", "help", "message");

    /** A member that is a text. */
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI portal;
    /** What is asked for stands there, a line each. */
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private String cookie = "";
    private String token = "";

    private PortalCall(URI portal) {
        this.portal = portal;
    }

    /**
     * Sign in; the password is typed at the terminal, or is a line on standard input. So is the code of who has a second factor, a line further.
     *
     * @param url where the portal answers
     * @throws Refusal when that is no address, no password is given, or the portal does not let this person in
     * @throws IOException when no portal answers
     */
    public static PortalCall as(String email, String url) throws IOException, InterruptedException {
        var call = new PortalCall(address(url));
        var signedIn = call.send(call.request("/api/session").POST(body("{\"email\":" + quoted(email) + ",\"password\":" + quoted(call.typed("Password of " + email + ": ", "password")) + "}")));
        if (signedIn.statusCode() == 202) {
            call.cookie = cookies(signedIn);
            var ticket = texts(signedIn.body(), Set.of("ticket")).findFirst().orElse("");
            signedIn = call.send(call.request("/api/session").POST(body("{\"ticket\":" + quoted(ticket) + ",\"code\":" + quoted(call.typed("Code of " + email + ": ", "code")) + "}")));
        }
        if (signedIn.statusCode() != 200) throw new Refusal(email + " may not come in: " + said(signedIn.body()));
        call.cookie = cookies(signedIn);
        call.token = texts(signedIn.body(), Set.of("csrf")).findFirst().orElse("");
        return call;
    }

    /** What the answer gives, to be sent back; what it takes away is left out. */
    private static String cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream().map(set -> set.split(";", 2)[0]).filter(pair -> pair.indexOf('=') < pair.length() - 1).collect(Collectors.joining("; "));
    }

    /**
     * Ask.
     *
     * @param path from the portal's address on, with its query
     * @param accept media types wanted
     * @throws Refusal with what the portal says when it does not answer the question
     * @throws IOException when the portal does not answer any more
     */
    public String get(String path, String accept) throws IOException, InterruptedException {
        return answered(request(path).header("Accept", accept).GET());
    }

    /**
     * Ask for something that is kept in a file; the same as {@link #get} otherwise.
     *
     * @param file made for it, for nobody else to read where the system allows that; it is not there when nothing came
     * @throws Refusal also when there is such a file already, or it cannot be made
     */
    public void get(String path, String accept, Path file) throws IOException, InterruptedException {
        try {
            Files.createFile(file, file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0]);
        } catch (IOException e) {
            throw new Refusal("'" + file + "' cannot be made: " + (e instanceof FileAlreadyExistsException ? "it is there already" : "name one in a folder that is there"), e);
        }
        var whole = false;
        try {
            var answer = http.send(request(path).header("Accept", accept).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
            whole = answer.statusCode() / 100 == 2;
            if (!whole) throw new Refusal(said(Files.readString(file)));
        } finally {
            if (!whole) Files.deleteIfExists(file);
        }
    }

    /**
     * Have something done; the same as {@link #get} otherwise.
     *
     * @param document what is sent, as JSON
     */
    public String post(String path, String accept, String document) throws IOException, InterruptedException {
        return answered(request(path).header("Accept", accept).POST(body(document)));
    }

    /**
     * Send a file; the same as {@link #get} otherwise.
     *
     * @param type its media type
     * @throws Refusal also when the file cannot be read
     */
    public String send(String path, String accept, Path file, String type) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) throw new Refusal("'" + file + "' is no file that can be read");
        return answered(request(path).header("Accept", accept).setHeader("Content-Type", type).POST(HttpRequest.BodyPublishers.ofFile(file)));
    }

    /** Have something taken away; the same as {@link #get} otherwise. */
    public String delete(String path, String accept) throws IOException, InterruptedException {
        return answered(request(path).header("Accept", accept).DELETE());
    }

    /** Sign out. */
    @Override
    public void close() throws IOException {
        try {
            send(request("/api/session").DELETE());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * All texts of an answer's members of these names, however deep; none of what is no JSON, such as the page of a proxy. Within a text every quotation mark is
     * escaped, so what looks like a member is one.
     */
    public static Stream<String> texts(String json, Set<String> names) {
        return MEMBER.matcher(json).results().filter(member -> names.contains(member.group(1))).map(member -> plain(member.group(2)));
    }

    private static String plain(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(switch (escape.group(1).charAt(0)) {
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.group(1).substring(1), 16));
            case 'n', 'r', 't', 'b', 'f' -> " ";
            default -> escape.group(1);
        }));
    }

    /** A text as JSON. */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(one -> quoted.append(one == '"' || one == '\\' || one < ' ' ? String.format("\\u%04x", one) : String.valueOf((char) one)));
        return quoted.append('"').toString();
    }

    private static URI address(String url) {
        try {
            var uri = URI.create(url.replaceFirst("/+$", ""));
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) return uri;
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new Refusal("'" + url + "' is no address of a portal, such as http://127.0.0.1:8080");
    }

    private String typed(String prompt, String what) throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("%s", prompt);
            if (typed != null) return String.valueOf(typed);
        } else {
            var line = input.readLine();
            if (line != null) return line;
        }
        throw new Refusal("no " + what + " was given; type it at a terminal, or give a line on standard input");
    }

    private String answered(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = send(request);
        if (answer.statusCode() / 100 != 2) throw new Refusal(said(answer.body()));
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(portal + path)).timeout(PATIENCE).header("Content-Type", "application/json");
        Optional.of(cookie).filter(known -> !known.isEmpty()).ifPresent(known -> request.header("Cookie", known).header("X-CSRF-Token", token));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    /** The sentences of a problem, for a person. */
    private static String said(String answer) {
        var said = texts(answer, SENTENCES).distinct().collect(Collectors.joining("; "));
        return said.isEmpty() ? "the portal did not say why" : said;
    }
}
