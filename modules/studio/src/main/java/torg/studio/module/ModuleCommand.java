package torg.studio.module;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final String VERSION = "--version";
    private static final Usage LIST = PortalProgram.asking(Usage.of(COMMAND + "list", "", "every module, whether it runs, and why not"));
    private static final Usage SHOW = PortalProgram.asking(Usage.of(COMMAND + "show", "NAME", "one of them, with what it offers the portal and how it is set"));
    private static final Usage STOP = PortalProgram.asking(Usage.of(COMMAND + "stop", "NAME", "take it out of the running portal, until it is started again"));
    private static final Usage START = PortalProgram.asking(Usage.of(COMMAND + "start", "NAME", "let it run again"));
    private static final Usage ADD = PortalProgram.asking(Usage.of(COMMAND + "add", "FILE|NAME",
            "check a jar, or a module of the catalogue, and add it to the running portal as a module, or as another version of one")
            .takes(VERSION, "1.2.3", "of the catalogue, not the newest that fits but this one"));
    private static final Usage LOOK = PortalProgram.asking(Usage.of(COMMAND + "look", "FILE", "what a jar is, what it wants to act with and whether it would be added; nothing is"));
    private static final Usage SEARCH = PortalProgram.asking(Usage.of(COMMAND + "search", "[WORD]...", "what the catalogue has by these words, whether it fits this portal, and why not"));
    private static final Usage BACK = PortalProgram.asking(Usage.of(COMMAND + "back", "NAME", "go back to the version that was added before; once more leads forward again"));
    private static final Usage REMOVE = PortalProgram.asking(Usage.of(COMMAND + "remove", "NAME", "take a module away that was added"));
    /** What a change to a module takes at the most: others are let finish first. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final String FOR_A_PERSON = "text/plain, application/json;q=0.5";
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(LIST, SHOW, STOP, START, SEARCH, LOOK, ADD, BACK, REMOVE);

    private ModuleCommand() {}

    /** @param arguments the words after {@code torg module} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, ModuleCommand::run);
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        var usage = Usage.chosen(USAGES, arguments);
        var given = usage.read(arguments.subList(1, arguments.size()));
        if (usage == SEARCH) {
            try (var portal = PortalProgram.call(usage, given)) {
                System.out.print(portal.get("/api/module-catalogue?search=" + encoded(String.join(" ", given.words())), FOR_A_PERSON));
            }
            return 0;
        }
        if (usage != LIST && (given.words().size() != 1 || given.words().getFirst().isBlank()))
            throw new Refusal("name one " + (usage == ADD ? "file, or a module of the catalogue: " : usage == LOOK ? "file: " : "module: ") + usage.line());
        try (var portal = PortalProgram.call(usage, given)) {
            if (usage == LOOK) {
                System.out.print(portal.send("/api/modules/look", FOR_A_PERSON, Path.of(given.words().getFirst()), "application/java-archive"));
                return 0;
            }
            var name = usage == ADD ? add(portal, given.words().getFirst(), given.value(VERSION).orElse("")) : given.words().stream().findFirst().orElse("");
            if (usage == STOP || usage == START || usage == BACK) change(portal, name, arguments.getFirst());
            if (usage == REMOVE) remove(portal, name);
            else System.out.print(portal.get("/api/modules" + query(name), FOR_A_PERSON));
        }
        return 0;
    }

    /** What is asked for is done when the portal has answered; whoever asks for it here wants to see that it is. */
    private static void change(PortalCall portal, String name, String act) throws IOException, InterruptedException {
        var before = versions(portal, name);
        portal.post("/api/modules/" + encoded(name) + "/" + act, FOR_A_PERSON, "{}");
        if (act.equals("back")) await(() -> !versions(portal, name).equals(before));
        await(() -> states(portal, name).contains(act.equals("stop") ? Module.STOPPED : Module.RUNNING));
    }

    /** What is a file is added as it is; a name is one of the catalogue. */
    private static String add(PortalCall portal, String said, String wanted) throws IOException, InterruptedException {
        var file = Path.of(said);
        var isFile = wanted.isEmpty() && (Files.exists(file) || said.endsWith(".jar"));
        var added = isFile ? portal.send("/api/modules", JSON, file, "application/java-archive")
                : portal.post("/api/module-catalogue/" + encoded(said) + (wanted.isEmpty() ? "" : "?version=" + encoded(wanted)), JSON, "{}");
        var name = PortalCall.texts(added, Set.of("name")).findFirst().orElse("");
        var version = PortalCall.texts(added, Set.of("version")).toList();
        PortalCall.texts(added, Set.of("digest")).forEach(digest -> System.out.println("added " + name + " " + String.join("", version) + ", SHA-256 " + digest
                + PortalCall.texts(added, Set.of("signer")).filter(signer -> !signer.isEmpty()).map(signer -> ", signed by " + signer).collect(Collectors.joining())));
        await(() -> versions(portal, name).equals(version) && states(portal, name).contains(Module.RUNNING));
        return name;
    }

    private static void remove(PortalCall portal, String name) throws IOException, InterruptedException {
        var before = versions(portal, name);
        portal.delete("/api/modules/" + encoded(name), FOR_A_PERSON);
        await(() -> !versions(portal, name).equals(before));
        System.out.println("removed " + name + versions(portal, name).stream().map(version -> "; version " + version + ", which ships, runs in its place").collect(Collectors.joining()));
    }

    private interface Holds {
        boolean now() throws IOException, InterruptedException;
    }

    private static void await(Holds holds) throws IOException, InterruptedException {
        for (var end = Instant.now().plus(PATIENCE); !holds.now() && Instant.now().isBefore(end);) Thread.sleep(200);
    }

    private static List<String> states(PortalCall portal, String name) throws IOException, InterruptedException {
        return PortalCall.texts(portal.get("/api/modules" + query(name), JSON), Set.of("state")).toList();
    }

    /** None where nothing goes by that name any more. */
    private static List<String> versions(PortalCall portal, String name) throws IOException, InterruptedException {
        try {
            return PortalCall.texts(portal.get("/api/modules" + query(name), JSON), Set.of("version")).toList();
        } catch (Refusal gone) {
            return List.of();
        }
    }

    private static String query(String name) {
        return name.isEmpty() ? "" : "?name=" + encoded(name);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
