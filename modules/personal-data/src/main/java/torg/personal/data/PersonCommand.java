package torg.personal.data;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import torg.api.program.PortalCall;
import torg.api.program.PortalProgram;
import torg.api.program.Refusal;
import torg.api.program.Usage;
import torg.api.program.Usage.Given;

/**
 * {@code torg person}: a program of its own that has a running portal hand out what it keeps about a person, or erase it, as an administrator whose password is read at the terminal or
 * from standard input.
 */
public final class PersonCommand {
    private static final Usage EXPORT = PortalProgram.asking(Usage.of("torg person export", "EMAIL", "get what is kept about a person, named by the e-mail of the sign-in or the contact's key")
            .has("--file", "personal-data.zip", "where it is laid; refused when that is there already"));
    private static final Usage ERASE = PortalProgram.asking(Usage.of("torg person erase", "EMAIL", "say what would become of what is kept about a person; nothing is done yet")
            .takes("--confirm", "KEY", "the contact's key as that answer names it: erase for good"));
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(EXPORT, ERASE);

    private PersonCommand() {}

    /** @param arguments the words after {@code torg person} */
    public static void main(String[] arguments) {
        PortalProgram.main(arguments, PersonCommand::run);
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        var usage = Usage.chosen(USAGES, arguments);
        var given = usage.read(arguments.subList(1, arguments.size()));
        if (given.words().size() != 1) throw new Refusal("name one person: " + usage.line());
        try (var portal = PortalProgram.call(usage, given)) {
            if (usage == EXPORT) export(portal, given);
            else erase(portal, given.words().getFirst(), given.value("--confirm"));
        }
        return 0;
    }

    private static void export(PortalCall portal, Given given) throws IOException, InterruptedException {
        var file = Path.of(given.value("--file").orElseThrow());
        portal.get("/api/personal-data?person=" + encoded(given.words().getFirst()), "application/zip, application/json;q=0.5", file);
        System.out.println(file.toAbsolutePath());
    }

    private static void erase(PortalCall portal, String person, Optional<String> confirmed) throws IOException, InterruptedException {
        if (confirmed.isPresent()) {
            var document = "{\"person\":" + PortalCall.quoted(person) + ",\"confirm\":" + PortalCall.quoted(confirmed.get()) + "}";
            System.out.print(portal.post("/api/personal-data/erasure", "text/plain", document));
            System.out.println("erased. What the ERP has, mails that went out and backups are not reached from here");
        } else {
            System.out.print(portal.get("/api/personal-data/erasure?person=" + encoded(person), "text/plain"));
            System.out.println("nothing is done yet; --confirm with the contact's key erases");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
