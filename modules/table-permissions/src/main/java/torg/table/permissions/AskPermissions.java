package torg.table.permissions;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code torg permissions why|reach|diff}: a program of its own that asks a running portal about rights, as an administrator whose password is read at the
 * terminal or from standard input, and prints the answer.
 */
public final class AskPermissions {
    private static final int REFUSED = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, Set<String>> ACTS = Map.of("why", Set.of("--person", "--account", "--table", "--key", "--privilege"), "reach", Set.of("--person", "--account"), "diff", Set.of("--permissions"));
    private static final Set<String> OPTIONAL = Set.of("--privilege", "--account");
    private static final Set<String> ALWAYS = Set.of("--as", "--url");
    private static final String USAGE = "torg permissions why --person P --table T --key K [--privilege read] [--account A], or reach --person P [--account A], or diff --permissions FOLDER; each with --as ADMINISTRATOR and [--url http://127.0.0.1:8080]";
    private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");
    private static final Pattern SAID = Pattern.compile("\"(?:title|detail|help|message)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String act;
    private final Map<String, String> given;
    private final URI portal;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private AskPermissions(String act, Map<String, String> given) {
        this.act = act;
        this.given = given;
        this.portal = portal(given.getOrDefault("--url", "http://127.0.0.1:8080"));
    }

    /** @param arguments the words after {@code torg permissions} */
    public static void main(String[] arguments) {
        try {
            System.out.print(of(List.of(arguments)).ask());
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(REFUSED);
        } catch (IOException e) {
            System.err.println("torg: no portal answers" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") + "; start it, or say with --url where it runs");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AskPermissions of(List<String> arguments) {
        var act = arguments.isEmpty() ? "" : arguments.getFirst();
        if (!ACTS.containsKey(act)) throw new Refusal("what is to be asked? " + USAGE);
        var given = new LinkedHashMap<String, String>();
        for (var words = arguments.subList(1, arguments.size()).iterator(); words.hasNext();) {
            var word = words.next().split("=", 2);
            if (!ALWAYS.contains(word[0]) && !ACTS.get(act).contains(word[0])) throw new Refusal("option '" + word[0] + "' is unknown: " + USAGE);
            if (word.length == 1 && !words.hasNext()) throw new Refusal("option '" + word[0] + "' needs a value after it: " + USAGE);
            given.put(word[0], word.length == 2 ? word[1] : words.next());
        }
        if (!given.containsKey("--as")) throw new Refusal("which administrator asks? " + USAGE);
        ACTS.get(act).stream().sorted().filter(option -> !OPTIONAL.contains(option) && !given.containsKey(option)).findFirst().ifPresent(option -> {
            throw new Refusal("option '" + option + "' is missing: " + USAGE);
        });
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
        var documents = act.equals("diff") ? documents(Path.of(given.get("--permissions"))) : "";
        var signedIn = send(request("/api/session").POST(json("{\"email\":" + quoted(given.get("--as")) + ",\"password\":" + quoted(password()) + "}")));
        if (signedIn.statusCode() != 200) throw new Refusal(given.get("--as") + " may not come in: " + said(signedIn.body()));
        var cookie = signedIn.headers().firstValue("Set-Cookie").map(set -> set.split(";", 2)[0]).orElse("");
        var csrf = CSRF.matcher(signedIn.body());
        var token = csrf.find() ? csrf.group(1) : "";
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
        return given.entrySet().stream().filter(option -> !ALWAYS.contains(option.getKey()) && !option.getKey().equals("--permissions"))
                .map(option -> option.getKey().substring(2) + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
    }

    private String password() throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password of %s: ", given.get("--as"));
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
    private static String said(String json) {
        var said = SAID.matcher(json).results().map(found -> found.group(1).replaceAll("\\\\(.)", "$1")).distinct().collect(Collectors.joining("; "));
        return said.isEmpty() ? "the portal did not say why" : said;
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(one -> quoted.append(one == '"' || one == '\\' || one < ' ' ? String.format("\\u%04x", one) : String.valueOf((char) one)));
        return quoted.append('"').toString();
    }

    /** Its message is one sentence for the person at the keyboard. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String sentence) {
            super(sentence);
        }
    }
}
