package torg.identity.local.program;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import torg.api.program.Refusal;
import torg.api.program.Usage;
import torg.identity.local.contact.Email;
import torg.identity.local.password.PasswordRule;
import torg.identity.local.password.Passwords;
import torg.identity.local.program.NewPassword.Besides;

/**
 * {@code torg password EMAIL}: a program of its own that asks for a password and lays its hash where the portal takes it in. The password itself is
 * nobody's argument and lies nowhere.
 */
public final class SetPassword {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** All that is taken, and what help says of it. */
    public static final Usage USAGE = Usage.of("torg password", "EMAIL", "give the contact with that e-mail a password: asked for at the terminal, or one line on standard input")
            .takes("--roles", "ROLE,...", "web roles to give with it, such as administrator; without it they stay as they are")
            .flag("--without-second-factor", "take its second factor away as well, for whoever lost telephone and recovery codes")
            .flag("--without-other-ways", "take all else it signs in with away, identities at other services too, when somebody else was in")
            .takes("--data", "FOLDER", "as for run; a portal that does not run takes it in when it starts");
    private final String email;
    private final Path data;
    private final Set<String> roles;
    private final Besides besides;

    private SetPassword(String email, Path data, Set<String> roles, Besides besides) {
        this.email = email;
        this.data = data;
        this.roles = roles;
        this.besides = besides;
    }

    /** @param arguments the words after {@code torg password} */
    public static void main(String[] arguments) {
        try {
            System.out.println(of(USAGE.read(List.of(arguments))).run());
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(Refusal.EXIT_CODE);
        } catch (IOException e) {
            System.err.println("torg: the password was not set (" + e.getMessage() + ")");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SetPassword of(Usage.Given given) {
        if (given.words().size() > 1) throw new Refusal("one e-mail address at a time: " + USAGE.line());
        var email = Email.compared(String.join("", given.words()));
        if (email.isEmpty()) throw new Refusal("whose password? " + USAGE.line());
        if (!email.matches("[^@\\s]+@[^@\\s]+") || email.length() > 254) throw new Refusal("'" + email + "' is no e-mail address: " + USAGE.line());
        var data = Path.of(given.value("--data").orElse(""));
        if (!Files.exists(data.resolve("lock"))) throw new Refusal("no portal has run on the data folder '" + data + "'; start it once, or name its folder with --data");
        var roles = new LinkedHashSet<>(List.of(given.value("--roles").orElse("").split(",")));
        roles.removeIf(String::isBlank);
        var factor = given.has("--without-second-factor") ? Besides.WITHOUT_FACTOR : Besides.STAYS;
        return new SetPassword(email, data, roles, given.has("--without-other-ways") ? Besides.ALONE : factor);
    }

    private String run() throws IOException, InterruptedException {
        var console = System.console();
        var password = console != null && console.isTerminal() ? asked(console) : line();
        PasswordRule.brokenBy(password, email, List.of()).ifPresent(rule -> {
            throw new Refusal(switch (rule) {
                case TOO_SHORT -> "the password is too short; take at least " + PasswordRule.SHORTEST + " characters";
                case TOO_LONG -> "the password is too long; take at most " + PasswordRule.LONGEST + " characters";
                case IS_THE_EMAIL -> "the password is the e-mail address; take another";
                case GUESSED_FIRST -> "the password is one that is guessed first; take a few words that only you would put together";
            });
        });
        return taken(new NewPassword(email, new Passwords().hash(password), roles, besides).write(data.resolve("passwords")));
    }

    private String asked(Console console) {
        var first = console.readPassword("New password of %s: ", email);
        var second = first == null ? null : console.readPassword("Once more: ");
        if (second == null) throw new Refusal("no password was given");
        if (!String.valueOf(first).equals(String.valueOf(second))) throw new Refusal("the two are not the same; nothing was changed");
        return String.valueOf(first);
    }

    /** For scripts: one line, as {@code head -1} of a file would give it. */
    private static String line() throws IOException {
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) throw new Refusal("no password was given; type it at a terminal, or give one line on standard input");
        return line;
    }

    /** Wait for a running portal to take it in; one that stands still does so when it starts. */
    private String taken(Path file) throws IOException, InterruptedException {
        var answer = NewPassword.answer(file);
        for (var end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); Thread.sleep(100)) {
            var taken = !Files.exists(file);
            var said = Files.exists(answer) ? Files.readString(answer) : "";
            if (taken && said.isEmpty()) return "The password of " + email + " is set. Whoever was signed in with another is out.";
            if (said.isEmpty() || !taken && !Files.deleteIfExists(file)) continue;
            Files.deleteIfExists(answer);
            throw new Refusal("the password of " + email + " " + said);
        }
        return "No portal runs on '" + data + "' now. It takes the password of " + email + " in if it starts within a day.";
    }
}
