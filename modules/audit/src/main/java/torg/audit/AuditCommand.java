package torg.audit;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditCheck.Verdict;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditQuery;
import torg.api.program.PortalCall;
import torg.api.program.PortalProgram;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * {@code torg audit}: a program of its own that takes the audit log from a running portal, as an administrator whose password is read at the terminal or from standard
 * input, and checks it itself, so that nobody has to believe the portal.
 */
public final class AuditCommand {
    private static final String COMMAND = "torg audit ";
    private static final String FILE = "--file";
    private static final Usage FIND = PortalProgram.mayAsk(Usage.of(COMMAND + "find", "", "what happened, the newest first")
            .takes("--person", "KEY", "").takes("--account", "KEY", "").takes("--act", "ACT", "").takes("--outcome", "done|refused", "").takes("--table", "TABLE", "").takes("--key", "KEY", "")
            .takes("--from", "DATE", "").takes("--until", "DATE", "").takes("--before", "NUMBER", ""));
    private static final Usage VERIFY = PortalProgram.mayAsk(Usage.of(COMMAND + "verify", "", "check every entry and say where the log stands; ends with 1 and names the first entry that is not as it was written")
            .takes("--head", "NUMBER:HASH", "where it stood before, as it was said then: so an end that was cut off is missed").takes(FILE, "FILE", "what export wrote, in place of the portal"));
    private static final Usage EXPORT = PortalProgram.mayAsk(Usage.of(COMMAND + "export", "", "write every entry, a line each"));
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(FIND, VERIFY, EXPORT);
    private static final int WRONG = 1;

    private AuditCommand() {}

    /** @param arguments the words after {@code torg audit} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, AuditCommand::run);
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        var usage = Usage.chosen(USAGES, arguments);
        var given = usage.read(arguments.subList(1, arguments.size()));
        var head = given.value("--head").map(text -> Head.of(text).orElseThrow(() -> new Refusal("'" + text + "' is no head of a log, such as torg audit verify says")));
        var check = new AuditCheck(head.stream().toList());
        if (given.has(FILE)) {
            readFile(Path.of(given.value(FILE).orElseThrow()), check);
            return said(check.verdict());
        }
        try (var portal = PortalProgram.call(usage, given)) {
            return switch (arguments.getFirst()) {
                case "find" -> {
                    System.out.print(portal.get("/api/audit" + query(given), "text/plain, application/json;q=0.5"));
                    yield 0;
                }
                case "export" -> {
                    follow(portal, check, true);
                    yield 0;
                }
                default -> {
                    follow(portal, check, false);
                    yield said(check.verdict());
                }
            };
        }
    }

    /** Page by page to the end that there is when a page is not full; each page that is asked for adds an entry itself. */
    private static void follow(PortalCall portal, AuditCheck check, boolean print) throws IOException, InterruptedException {
        var after = 0L;
        String page;
        do {
            page = page(portal, after);
            if (print) System.out.print(page);
            after = next(page, check);
        } while (page.lines().count() >= AuditQuery.MOST);
    }

    private static String page(PortalCall portal, long after) throws IOException, InterruptedException {
        return portal.get("/api/audit/chain?after=" + after, "text/plain, application/json;q=0.5");
    }

    private static long next(String page, AuditCheck check) {
        var last = 0L;
        for (var line : page.lines().toList()) {
            var entry = entry(line);
            check.next(entry);
            last = entry.number();
        }
        return last;
    }

    private static void readFile(Path file, AuditCheck check) throws IOException {
        if (!Files.isRegularFile(file)) throw new Refusal("there is no file '" + file + "'");
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> check.next(entry(line)));
        }
    }

    private static AuditEntry entry(String line) {
        return EntryLine.read(line).orElseThrow(() -> new Refusal("'" + line.substring(0, Math.min(60, line.length())) + "' is no entry of an audit log"));
    }

    private static int said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Whole(var first, var head, var erased, var cut) -> {
                System.out.println("The log is whole: entries " + first + " to " + head.number() + (erased == 0 ? "" : ", of which " + erased + " lack values that were erased") + "."
                        + cut.map(AuditCommand::said).orElse("") + "\nHead: " + head);
                yield 0;
            }
            case Verdict.Broken(var number, var reason) -> {
                System.out.println("The log is broken at entry " + number + ": " + switch (reason) {
                    case "changed" -> "it is not as it was written";
                    case "values" -> "what rows held is not as it was written, or gone without an entry that says so";
                    case "missing" -> "it is missing";
                    case "order" -> "it does not follow the one before";
                    case "beginning" -> "the log begins here, and no entry says that it was cut";
                    case "early" -> "the log begins here, and what stood before went earlier than it had to";
                    default -> "it is not the one whose head was noted";
                } + ".");
                yield WRONG;
            }
        };
    }

    /** Loud, for whoever can write the log can also write such an entry: a person has to know whether this was meant. */
    private static String said(AuditCheck.Cut cut) {
        var what = cut.what();
        return "\nENTRIES WENT: 1 to " + what.head().number() + ", the last of " + what.last() + ", as entry " + cut.number() + " of " + cut.at() + " says; kept were " + what.days()
                + " days.";
    }

    private static String query(Usage.Given given) {
        return given.values().entrySet().stream().filter(option -> Wanted.FIELDS.contains(option.getKey().substring(2)) || option.getKey().equals("--before"))
                .map(option -> option.getKey().substring(2) + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
    }
}
