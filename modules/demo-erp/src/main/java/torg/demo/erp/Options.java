package torg.demo.erp;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param port where to listen on 127.0.0.1; 0 takes any free port
 * @param data the folder of the store; made if it is missing
 * @param listener who is told of business events, if anybody
 * @param listenerSecret sent along with each event, so that the receiver knows the sender
 * @param pageSize the most rows an answer holds
 * @param note where it writes down which process it is, so that the portal of this data folder finds it at its next start
 */
public record Options(int port, Path data, Optional<URI> listener, Optional<String> listenerSecret, int pageSize, Optional<Path> note) {
    static final String USAGE = """
            Usage: torg erp [options]
              --data FOLDER           where the store is kept; made if it is missing (default: erp in the portal's data folder)
              --port NUMBER           port on 127.0.0.1, 0 for any free one (default: the one the portal used, or 8090)
              --notify URL            address that is told of business events by POST (default: the portal that used this ERP, if any)
              --notify-secret TEXT    sent with each event in the header X-Torg-Wake-Secret
              --page-size NUMBER      most rows in one answer, 1 to 10000 (default 10000)
              --note FILE             where it writes down which process it is (default: erp.process in the portal's data folder)
            Run without the script, as java -cp 'erp/lib/*' torg.demo.erp.Main, it needs --data, listens on 8090 and tells nobody.
            """;

    private static final List<String> NAMES = List.of("--port", "--data", "--notify", "--notify-secret", "--page-size", "--note");
    private static final int DEFAULT_PORT = 8090;
    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_PAGE = 10_000;

    /** @throws IllegalArgumentException with one sentence that says what is wrong */
    static Options parse(String... arguments) {
        var given = new HashMap<String, String>();
        for (var words = List.of(arguments).iterator(); words.hasNext();) {
            var word = words.next().split("=", 2);
            if (!NAMES.contains(word[0])) {
                throw new IllegalArgumentException("option '%s' is not known; known are %s".formatted(word[0], String.join(", ", NAMES)));
            }
            if (word.length == 1 && !words.hasNext() || given.put(word[0], word.length == 2 ? word[1] : words.next()) != null) {
                throw new IllegalArgumentException("option '%s' needs exactly one value".formatted(word[0]));
            }
        }
        if (!given.containsKey("--data")) {
            throw new IllegalArgumentException("option '--data' is missing; name the folder of the store");
        }
        return new Options(number(given, "--port", DEFAULT_PORT, 0, HIGHEST_PORT), Path.of(given.get("--data")),
                Optional.ofNullable(given.get("--notify")).map(Options::address), Optional.ofNullable(given.get("--notify-secret")),
                number(given, "--page-size", LARGEST_PAGE, 1, LARGEST_PAGE), Optional.ofNullable(given.get("--note")).map(Path::of));
    }

    private static int number(Map<String, String> given, String name, int otherwise, int lowest, int highest) {
        var text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) >= lowest && Integer.parseInt(text) <= highest) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("option '%s' is '%s', which is not a number from %d to %d".formatted(name, text, lowest, highest));
    }

    private static URI address(String text) {
        if (text.matches("https?://[^\\s/]+\\S*")) {
            return URI.create(text);
        }
        throw new IllegalArgumentException("option '--notify' is '%s', which is not an http address".formatted(text));
    }
}
