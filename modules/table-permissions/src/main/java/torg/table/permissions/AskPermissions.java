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
import torg.api.program.PortalProgram;
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

    private final Usage usage;
    private final Usage.Given given;

    private AskPermissions(Usage usage, Usage.Given given) {
        this.usage = usage;
        this.given = given;
    }

    /** @param arguments the words after {@code torg permissions} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, words -> {
            System.out.print(of(words).ask());
            return 0;
        });
    }

    private static Usage of(String act, String says) {
        return PortalProgram.asking(Usage.of(COMMAND + act, "", says));
    }

    private static AskPermissions of(List<String> arguments) {
        var usage = Usage.chosen(USAGES, arguments);
        var given = usage.read(arguments.subList(1, arguments.size()));
        usage.demandWhatIsNeeded(given);
        if (usage == DIFF && (given.has("--permissions") == given.has("--from") || given.has("--to") && !given.has("--from"))) {
            throw new Refusal("say what is to be compared: --permissions FOLDER, or --from REV, and --to REV or no more for what runs now");
        }
        return new AskPermissions(usage, given);
    }

    private String ask() throws IOException, InterruptedException {
        var folder = given.value("--permissions");
        var documents = folder.isPresent() ? documents(Path.of(folder.get())) : "";
        try (var portal = PortalProgram.call(usage, given)) {
            var path = "/api/permissions/" + usage.command().substring(COMMAND.length()) + query();
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
