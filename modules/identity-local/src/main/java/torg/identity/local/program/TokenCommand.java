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
import java.util.Set;
import torg.identity.local.session.Tokens;
import torg.identity.local.token.ProgramTokens;

/** {@code torg token}: a program of its own that has a running portal make, list and revoke tokens. The token is made here, told once, and lies nowhere. */
public final class TokenCommand {
    private static final int REFUSED = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Set<String> OPTIONS = Set.of("--data", "--name", "--roles", "--tables", "--account", "--days");
    private static final String USAGE = "torg token [EMAIL] --name NAME [--roles ROLE,...] [--tables TABLE,...] [--account KEY] [--days 90] [--write], torg token list, or torg token revoke ID; each with [--data FOLDER]";

    private TokenCommand() {}

    /** @param arguments the words after {@code torg token} */
    public static void main(String[] arguments) {
        try {
            System.out.println(run(List.of(arguments)));
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(REFUSED);
        } catch (IOException e) {
            System.err.println("torg: the portal could not be asked (" + e.getMessage() + ")");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        var words = new ArrayList<String>();
        var values = new LinkedHashMap<String, String>(Map.of("days", "90"));
        for (var rest = arguments.iterator(); rest.hasNext();) {
            var word = rest.next().split("=", 2);
            if (word[0].equals("--write") && word.length == 1) values.put("write", "true");
            else if (!word[0].startsWith("-")) words.add(word[0]);
            else if (!OPTIONS.contains(word[0])) throw new Refusal("option '" + word[0] + "' is unknown: " + USAGE);
            else if (word.length == 1 && !rest.hasNext()) throw new Refusal("option '" + word[0] + "' needs a value after it: " + USAGE);
            else values.put(word[0].substring(2), word.length == 2 ? word[1] : rest.next());
        }
        var data = Path.of(values.getOrDefault("data", ""));
        values.remove("data");
        if (!Files.exists(data.resolve("lock"))) throw new Refusal("no portal has run on the data folder '" + data + "'; start it once, or name its folder with --data");
        return deed(words, values, data.resolve("passwords"));
    }

    private static String deed(List<String> words, Map<String, String> values, Path folder) throws IOException, InterruptedException {
        var first = words.isEmpty() ? "" : words.getFirst();
        if (first.equals("list") && words.size() == 1) {
            var all = asked(new TokenSlip("list", Map.of()), folder);
            return all.isEmpty() ? "There are no tokens." : all;
        }
        if (first.equals("revoke") && words.size() == 2) {
            asked(new TokenSlip("revoke", Map.of("id", words.get(1))), folder);
            return "The token is revoked.";
        }
        if (words.size() > 1 || !first.isEmpty() && !first.contains("@") || !values.containsKey("name")) throw new Refusal("what is to be done? " + USAGE);
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

    /** Its message is one sentence for the person at the keyboard. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String sentence) {
            super(sentence);
        }
    }
}
