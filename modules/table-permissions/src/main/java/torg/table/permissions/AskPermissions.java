package torg.table.permissions;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.program.PortalCall;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * {@code torg permissions why|reach|matrix|diff}: a program of its own that asks a running portal about rights, as an administrator whose password is read at the
 * terminal or from standard input, and prints the answer.
 */
public final class AskPermissions {
    private static final String COMMAND = "torg permissions ";
    private static final Usage WHY = of("why", "why somebody sees a row or not; without --key, why rows of the table at all")
            .needs("--person", "P", "").needs("--table", "T", "").takes("--key", "K", "").has("--privilege", "read", "").takes("--account", "A", "");
    private static final Usage REACH = of("reach", "what they reach").needs("--person", "P", "").takes("--account", "A", "");
    private static final Usage MATRIX = of("matrix", "what each web role reaches");
    private static final Usage DIFF = of("diff", "who would gain or lose by other permissions, or did between two versions of a site in Git; without --to up to now")
            .takes("--permissions", "FOLDER", "").takes("--from", "REV", "").takes("--to", "REV", "");
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(WHY, REACH, MATRIX, DIFF);
    /** Options that are no part of the question. */
    private static final Set<String> ALWAYS = Set.of("--as", "--url");
    private static final String FOR_A_PERSON = "text/plain, application/json;q=0.5";

    private final String act;
    private final Usage.Given given;

    private AskPermissions(String act, Usage.Given given) {
        this.act = act;
        this.given = given;
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
        if (act.equals("diff") && (given.has("--permissions") == given.has("--from") || given.has("--to") && !given.has("--from"))) {
            throw new Refusal("say what is to be compared: --permissions FOLDER, or --from REV, and --to REV or no more for what runs now");
        }
        return new AskPermissions(act, given);
    }

    private String ask() throws IOException, InterruptedException {
        var folder = given.value("--permissions");
        var documents = folder.isPresent() ? documents(Path.of(folder.get())) : "";
        try (var portal = PortalCall.as(given.value("--as").orElseThrow(), given.value("--url").orElseThrow())) {
            var path = "/api/permissions/" + act + query();
            return folder.isPresent() ? portal.post(path, FOR_A_PERSON, documents) : portal.get(path, FOR_A_PERSON);
        }
    }

    private String query() {
        return given.values().entrySet().stream().filter(option -> !ALWAYS.contains(option.getKey()) && !option.getKey().equals("--permissions"))
                .map(option -> option.getKey().substring(2) + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
    }

    /** All permission documents of a folder as the portal takes them. */
    private static String documents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new Refusal("there is no folder '" + folder + "'; name one with permission documents, such as content/customer-portal/permissions");
        try (var files = Files.walk(folder, 4)) {
            var documents = new LinkedHashMap<String, String>();
            for (var file : files.filter(path -> path.toString().endsWith(".yml") && Files.isRegularFile(path)).sorted().toList()) {
                documents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return documents.entrySet().stream().map(document -> PortalCall.quoted(document.getKey()) + ":" + PortalCall.quoted(document.getValue())).collect(Collectors.joining(",", "{\"documents\":{", "}}"));
        }
    }
}
