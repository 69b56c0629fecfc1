package torg.studio.module;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.program.PortalCall;
import torg.api.program.PortalProgram;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/** {@code torg module}: a program of its own that asks a running portal for its modules, as an administrator whose password is read at the terminal or from standard input. */
public final class ModuleCommand {
    private static final String COMMAND = "torg module ";
    private static final Usage LIST = PortalProgram.asking(Usage.of(COMMAND + "list", "", "every module, whether it runs, and why not"));
    private static final Usage SHOW = PortalProgram.asking(Usage.of(COMMAND + "show", "NAME", "one of them, with what it offers the portal and how it is set"));
    private static final Usage STOP = PortalProgram.asking(Usage.of(COMMAND + "stop", "NAME", "take it out of the running portal, until it is started again"));
    private static final Usage START = PortalProgram.asking(Usage.of(COMMAND + "start", "NAME", "let it run again"));
    /** What a change to a module takes at the most: others are let finish first. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FOR_A_PERSON = "text/plain, application/json;q=0.5";
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(LIST, SHOW, STOP, START);

    private ModuleCommand() {}

    /** @param arguments the words after {@code torg module} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, ModuleCommand::run);
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        var usage = Usage.chosen(USAGES, arguments);
        var given = usage.read(arguments.subList(1, arguments.size()));
        if (usage != LIST && (given.words().size() != 1 || given.words().getFirst().isBlank())) throw new Refusal("name one module: " + usage.line());
        var query = given.words().stream().map(name -> "?name=" + encoded(name)).collect(Collectors.joining());
        try (var portal = PortalProgram.call(usage, given)) {
            if (usage == STOP || usage == START) change(portal, given.words().getFirst(), arguments.getFirst(), query);
            System.out.print(portal.get("/api/modules" + query, FOR_A_PERSON));
        }
        return 0;
    }

    /** What is asked for is done when the portal has answered; whoever asks for it here wants to see that it is. */
    private static void change(PortalCall portal, String name, String act, String query) throws IOException, InterruptedException {
        portal.post("/api/modules/" + encoded(name) + "/" + act, FOR_A_PERSON, "{}");
        var wanted = act.equals("stop") ? Module.STOPPED : Module.RUNNING;
        for (var end = Instant.now().plus(PATIENCE); !states(portal, query).contains(wanted) && Instant.now().isBefore(end);) Thread.sleep(200);
    }

    private static List<String> states(PortalCall portal, String query) throws IOException, InterruptedException {
        return PortalCall.texts(portal.get("/api/modules" + query, "application/json"), Set.of("state")).toList();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
