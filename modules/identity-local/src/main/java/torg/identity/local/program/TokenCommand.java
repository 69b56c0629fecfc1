package torg.identity.local.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.program.Refusal;
import torg.api.program.Usage;
import torg.identity.local.session.Tokens;
import torg.identity.local.token.ProgramTokens;

/** {@code torg token}: a program of its own that has a running portal make, list and revoke tokens. The token is made here, told once, and lies nowhere. */
public final class TokenCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A digest in base64, {@link Tokens#hash}. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** What is taken to make a token, and what help says of it. */
    public static final Usage MAKE = Usage.of("torg token", "[EMAIL]", "have the running portal make a token for a program: in the name of who signs in with that e-mail, or of its own; told once")
            .needs("--name", "NAME", "")
            .takes("--roles", "ROLE,...", "only these web roles (a program of its own needs some)")
            .takes("--tables", "TABLE,...", "only these tables")
            .takes("--account", "KEY", "the account it acts for")
            .has("--days", "90", "how long it is good, 366 at most")
            .flag("--write", "it may change things too")
            .takes("--data", "FOLDER", "as for run; the portal has to run on it");
    /** What else is taken. */
    public static final Usage REST = Usage.of("torg token list, torg token revoke", "ID", "say which there are, and end one");

    private TokenCommand() {}

    /** @param arguments the words after {@code torg token} */
    public static void main(String[] arguments) {
        try {
            System.out.println(run(List.of(arguments)));
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(Refusal.EXIT_CODE);
        } catch (IOException e) {
            System.err.println("torg: the portal could not be asked (" + e.getMessage() + ")");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        var given = given(arguments);
        var data = Path.of(given.value("--data").orElse(""));
        if (!Files.exists(data.resolve("lock"))) throw new Refusal("no portal has run on the data folder '" + data + "'; start it once, or name its folder with --data");
        return deed(given, data.resolve("passwords"));
    }

    /** The id of a token may begin with a hyphen, as no other word may. */
    private static Usage.Given given(List<String> arguments) {
        var at = arguments.indexOf("revoke") + 1;
        if (at == 0 || at == arguments.size() || !ID.matcher(arguments.get(at)).matches()) return MAKE.read(arguments);
        var others = new ArrayList<>(arguments);
        var id = others.remove(at);
        var given = MAKE.read(others);
        return new Usage.Given(Stream.concat(given.words().stream(), Stream.of(id)).toList(), given.values());
    }

    private static String deed(Usage.Given given, Path folder) throws IOException, InterruptedException {
        var words = given.words();
        var first = words.isEmpty() ? "" : words.getFirst();
        if (first.equals("list") && words.size() == 1) {
            var all = asked(new TokenSlip("list", Map.of()), folder);
            return all.isEmpty() ? "There are no tokens." : all;
        }
        if (first.equals("revoke") && words.size() == 2) {
            asked(new TokenSlip("revoke", Map.of("id", words.get(1))), folder);
            return "The token is revoked.";
        }
        if (words.size() > 1 || !first.isEmpty() && !first.contains("@") || !given.has("--name")) throw new Refusal("what is to be done? " + MAKE.line() + ", or " + REST.line());
        var values = new LinkedHashMap<String, String>();
        for (var option : List.of("--name", "--roles", "--tables", "--account", "--days")) given.value(option).ifPresent(value -> values.put(option.substring(2), value));
        if (given.has("--write")) values.put("write", "true");
        var token = ProgramTokens.PREFIX + new Tokens().next();
        values.put("hash", Tokens.hash(token));
        if (!first.isEmpty()) values.put("email", first);
        asked(new TokenSlip("make", values), folder);
        return token;
    }

    private static String asked(TokenSlip slip, Path folder) throws IOException, InterruptedException {
        var file = slip.write(folder);
        var answer = TokenSlip.answer(file);
        for (var end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); Thread.sleep(100)) {
            if (!Files.exists(answer)) continue;
            var said = Files.readString(answer).split("\n", 2);
            Files.deleteIfExists(answer);
            if (said[0].equals("done")) return said.length == 2 ? said[1] : "";
            throw new Refusal(said.length == 2 ? said[1] : "the portal refused it");
        }
        Files.deleteIfExists(file);
        throw new Refusal("no portal runs on this data folder now; start it first");
    }
}
