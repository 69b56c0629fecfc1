package torg.sync.program;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import torg.api.program.PortalCall;
import torg.api.program.PortalProgram;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * {@code torg sync}: a program of its own that asks a running portal how the sync is, and has maps paused and changes sent again, as an administrator whose
 * password is read at the terminal or from standard input.
 */
public final class SyncCommand {
    private static final String COMMAND = "torg sync ";
    /** How a line of a preflight begins that somebody has to mend. */
    private static final String BAD = "bad ";
    private static final String FOR_A_PERSON = "text/plain, application/json;q=0.5";
    private static final Usage STATUS = of("status", "", "how every connection and map is, what waits and why");
    private static final Usage PAUSE = of("pause", "MAP|CONNECTOR", "let it stand still: nothing is read or sent, what is changed here queues").needs("--note", "WHY", "");
    private static final Usage RESUME = of("resume", "MAP|CONNECTOR", "let it go on");
    private static final Usage WHERE = of("where", "TABLE KEY", "where a row is between portal and ERP").flag("--ask", "ask the ERP as well what it has now");
    private static final Usage COMPARE = of("compare", "MAP", "look at both sides: what the next reading of everything would make, change, turn away and take away")
            .has("--minutes", "10", "how long to wait for the end; the look goes on without it");
    private static final Usage PREFLIGHT = of("preflight", "CONNECTOR", "look at an ERP before anything is copied: what is well, doubtful and bad, and what to do; ends with 1 when something is bad");
    private static final Usage READ = of("read", "MAP", "read everything anew, now");
    private static final Usage LET_THROUGH = of("let-through", "MAP", "let rows go that are gone from the ERP, too many to go without asking: as many as status says")
            .needs("--rows", "N", "").needs("--note", "WHY", "");
    private static final Usage RETRY = of("retry", "ID|all", "send a parked or waiting change again; all: everything parked");
    private static final Usage DROP = of("drop", "ID|all", "leave it undone for good").needs("--note", "WHY", "");
    private static final Usage DECIDE = of("decide", "ID", "say whose values stay where both sides changed the same and the map asks").needs("--keep", "portal|erp", "");
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(PREFLIGHT, STATUS, WHERE, COMPARE, READ, LET_THROUGH, PAUSE, RESUME, RETRY, DROP, DECIDE);

    private SyncCommand() {}

    /** @param arguments the words after {@code torg sync} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, words -> {
            var said = run(words);
            System.out.print(said);
            return words.getFirst().equals("preflight") && said.lines().anyMatch(line -> line.startsWith(BAD)) ? 1 : 0;
        });
    }

    private static Usage of(String act, String words, String says) {
        return PortalProgram.asking(Usage.of(COMMAND + act, words, says));
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        var usage = Usage.chosen(USAGES, arguments);
        var act = arguments.getFirst();
        var given = usage.read(arguments.subList(1, arguments.size()));
        usage.demandWhatIsNeeded(given);
        var words = usage.words().isEmpty() ? 0 : usage.words().split(" ").length;
        if (given.words().size() != words) throw new Refusal("what is it about? " + usage.line());
        try (var portal = PortalProgram.call(usage, given)) {
            return switch (act) {
                case "preflight" -> portal.post("/api/sync/connectors/" + encoded(given.words().getFirst()) + "/preflight", FOR_A_PERSON, "{}");
                case "status" -> portal.get("/api/sync", FOR_A_PERSON);
                case "where" -> portal.get("/api/sync/rows/" + encoded(given.words().getFirst()) + "/" + encoded(given.words().getLast()) + (given.has("--ask") ? "?ask=true" : ""), FOR_A_PERSON);
                case "compare" -> compared(portal, "/api/sync/maps/" + encoded(given.words().getFirst()) + "/compare", given.value("--minutes").orElseThrow());
                case "let-through" -> done(portal, act, given.words().getFirst(), "{\"rows\":" + number("--rows", given.value("--rows").orElseThrow(), 18) + ",\"note\":" + note(given) + "}");
                case "decide" -> done(portal, act, given.words().getFirst(), "{\"keep\":" + PortalCall.quoted(given.value("--keep").orElseThrow()) + "}");
                default -> done(portal, act, given.words().getFirst(), "{\"note\":" + note(given) + "}");
            };
        }
    }

    private static String note(Usage.Given given) {
        return PortalCall.quoted(given.value("--note").orElse(""));
    }

    private static long number(String option, String text, int digits) {
        if (!text.matches("[0-9]{1," + digits + "}")) throw new Refusal(option + " is '" + text + "', expected a number");
        return Long.parseLong(text);
    }

    /** Begin, unless it is looked at already, and wait for the end, or for as long as somebody wants to. */
    private static String compared(PortalCall portal, String path, String minutes) throws IOException, InterruptedException {
        var longest = Duration.ofMinutes(number("--minutes", minutes, 4));
        if (!isCompared(portal, path)) portal.post(path, "application/json", "{}");
        for (var end = Instant.now().plus(longest); isCompared(portal, path) && Instant.now().isBefore(end); ) Thread.sleep(500);
        return portal.get(path, FOR_A_PERSON);
    }

    private static boolean isCompared(PortalCall portal, String path) throws IOException, InterruptedException {
        return PortalCall.texts(portal.get(path, "application/json"), Set.of("state")).anyMatch("running"::equals);
    }

    private static String done(PortalCall portal, String act, String subject, String body) throws IOException, InterruptedException {
        if (Set.of("retry", "drop", "decide").contains(act)) {
            if (!subject.matches("all|[0-9]{1,18}")) throw new Refusal("'" + subject + "' is no change; torg sync status shows their ids");
            portal.post("/api/sync/outbox/" + (subject.equals("all") ? "" : subject + "/") + act, "application/json", body);
        } else {
            var isMap = Set.of("read", "let-through").contains(act) || PortalCall.texts(portal.get("/api/sync", "application/json"), Set.of("map")).anyMatch(subject::equals);
            portal.post("/api/sync/" + (isMap ? "maps/" : "connectors/") + encoded(subject) + "/" + act, "application/json", body);
        }
        return "done\n";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
