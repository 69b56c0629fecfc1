package torg.table.permissions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * {@code torg permissions why|reach|diff}: a program of its own that asks a running portal about rights, as an administrator whose password is read at the
 * terminal or from standard input, and prints the answer.
 */
public final class AskPermissions {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String COMMAND = "torg permissions ";
    private static final Usage WHY = of("why", "why somebody sees a row or not")
            .needs("--person", "P", "").needs("--table", "T", "").needs("--key", "K", "").has("--privilege", "read", "").takes("--account", "A", "");
    private static final Usage REACH = of("reach", "what they reach").needs("--person", "P", "").takes("--account", "A", "");
    private static final Usage DIFF = of("diff", "who would gain or lose by these").needs("--permissions", "FOLDER", "");
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(WHY, REACH, DIFF);
    /** Options that are no part of the question. */
    private static final Set<String> ALWAYS = Set.of("--as", "--url");
    /** What a problem says to a person. */
    private static final Set<String> SENTENCES = Set.of("title", "detail", "help", "message");
    private static final JsonFactory JSON = new JsonFactory();

    private final String act;
    private final Usage.Given given;
    private final URI portal;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private AskPermissions(String act, Usage.Given given) {
        this.act = act;
        this.given = given;
        this.portal = portal(given.value("--url").orElseThrow());
    }

    /** @param arguments the words after {@code torg permissions} */
    public static void main(String[] arguments) {
        try {
            System.out.print(of(List.of(arguments)).ask());
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(Refusal.EXIT_CODE);
        } catch (IOException e) {
            System.err.println("torg: no portal answers" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") + "; start it, or say with --url where it runs");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Usage of(String act, String says) {
        return Usage.of(COMMAND + act, "", says)
                .needs("--as", "EMAIL", "the administrator who asks; the password is asked for as torg password does").has("--url", "http://127.0.0.1:8080", "where the portal answers");
    }

    private static AskPermissions of(List<String> arguments) {
        var act = arguments.isEmpty() ? "" : arguments.getFirst();
        var usage = USAGES.stream().filter(known -> known.command().equals(COMMAND + act)).findFirst()
                .orElseThrow(() -> new Refusal("what is to be asked? " + USAGES.stream().map(Usage::line).collect(Collectors.joining(", or "))));
        var given = usage.read(arguments.subList(1, arguments.size()));
        usage.demandWhatIsNeeded(given);
        return new AskPermissions(act, given);
    }

    private static URI portal(String url) {
        try {
            var uri = URI.create(url.replaceFirst("/+$", ""));
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) return uri;
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new Refusal("'" + url + "' is no address of a portal, such as http://127.0.0.1:8080");
    }

    private String ask() throws IOException, InterruptedException {
        var documents = act.equals("diff") ? documents(Path.of(given.value("--permissions").orElseThrow())) : "";
        var signedIn = send(request("/api/session").POST(json("{\"email\":" + quoted(given.value("--as").orElseThrow()) + ",\"password\":" + quoted(password()) + "}")));
        if (signedIn.statusCode() != 200) throw new Refusal(given.value("--as").orElseThrow() + " may not come in: " + said(signedIn.body()));
        var cookie = signedIn.headers().firstValue("Set-Cookie").map(set -> set.split(";", 2)[0]).orElse("");
        var token = texts(signedIn.body(), Set.of("csrf")).findFirst().orElse("");
        try {
            var question = request("/api/permissions/" + act + query()).header("Accept", "text/plain, application/json;q=0.5").header("Cookie", cookie);
            var answer = send(act.equals("diff") ? question.header("X-CSRF-Token", token).POST(json(documents)) : question);
            if (answer.statusCode() != 200) throw new Refusal(said(answer.body()));
            return answer.body();
        } finally {
            send(request("/api/session").header("Cookie", cookie).header("X-CSRF-Token", token).DELETE());
        }
    }

    private String query() {
        return given.values().entrySet().stream().filter(option -> !ALWAYS.contains(option.getKey()) && !option.getKey().equals("--permissions"))
                .map(option -> option.getKey().substring(2) + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
    }

    private String password() throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password of %s: ", given.value("--as").orElseThrow());
            if (typed != null) return String.valueOf(typed);
        } else {
            var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line != null) return line;
        }
        throw new Refusal("no password was given; type it at a terminal, or give one line on standard input");
    }

    /** All permission documents of a folder as the portal takes them. */
    private static String documents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new Refusal("there is no folder '" + folder + "'; name one with permission documents, such as content/customer-portal/permissions");
        try (var files = Files.walk(folder, 4)) {
            var documents = new LinkedHashMap<String, String>();
            for (var file : files.filter(path -> path.toString().endsWith(".yml") && Files.isRegularFile(path)).sorted().toList()) {
                documents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return documents.entrySet().stream().map(document -> quoted(document.getKey()) + ":" + quoted(document.getValue())).collect(Collectors.joining(",", "{\"documents\":{", "}}"));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(portal + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Content-Type", "application/json").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher json(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    /** The sentences of a problem, for a person. */
    private static String said(String json) throws IOException {
        var said = texts(json, SENTENCES).distinct().collect(Collectors.joining("; "));
        return said.isEmpty() ? "the portal did not say why" : said;
    }

    /** All texts of these names, however deep; none of what is no JSON, such as the page of a proxy. */
    private static Stream<String> texts(String json, Set<String> names) throws IOException {
        var texts = new ArrayList<String>();
        try (var parser = JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && names.contains(parser.currentName())) texts.add(parser.getText());
            }
        } catch (JsonParseException _) {
            return Stream.empty();
        }
        return texts.stream();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(one -> quoted.append(one == '"' || one == '\\' || one < ' ' ? String.format("\\u%04x", one) : String.valueOf((char) one)));
        return quoted.append('"').toString();
    }
}
