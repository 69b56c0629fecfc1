package torg.personal.data;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import torg.api.program.PortalCall;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/** {@code torg person}: a program of its own that gets from a running portal what it keeps about a person, as an administrator whose password is read at the terminal or from standard input. */
public final class PersonCommand {
    /** All that is taken, and what help says of it. */
    public static final Usage USAGE = Usage.of("torg person export", "EMAIL", "get what is kept about a person, named by the e-mail of the sign-in or the contact's key")
            .has("--file", "personal-data.zip", "where it is laid; refused when that is there already")
            .takes("--as", "EMAIL", "the administrator who asks; the password is asked for as torg password does").has("--url", "http://127.0.0.1:8080", "where the portal answers");

    private PersonCommand() {}

    /** @param arguments the words after {@code torg person} */
    public static void main(String[] arguments) {
        try {
            run(List.of(arguments));
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

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty() || !arguments.getFirst().equals("export")) throw new Refusal("what is to be done? " + USAGE.line());
        var given = USAGE.read(arguments.subList(1, arguments.size()));
        if (given.words().size() != 1) throw new Refusal("name one person: " + USAGE.line());
        var email = given.value("--as").orElseThrow(() -> new Refusal("option '--as' is missing: " + USAGE.line()));
        var file = Path.of(given.value("--file").orElseThrow());
        try (var portal = PortalCall.as(email, given.value("--url").orElseThrow())) {
            portal.get("/api/personal-data?person=" + URLEncoder.encode(given.words().getFirst(), StandardCharsets.UTF_8), "application/zip, application/json;q=0.5", file);
        }
        System.out.println(file.toAbsolutePath());
    }
}
