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
 */
public record Options(int port, Path data, Optional<URI> listener, Optional<String> listenerSecret, int pageSize) {
    static final String USAGE = """
            Usage: java -cp 'lib/*' torg.demo.erp.Main --data <folder> [options]
              --data <folder>          where the store is kept; made if it is missing
              --port <number>          port on 127.0.0.1, 0 for any free one (default 8090)
              --notify <url>           address that is told of business events by POST
              --notify-secret <text>   sent with each event in the header X-Torg-Wake-Secret
              --page-size <number>     most rows in one answer, 1 to 10000 (default 10000)
            """;

    private static final List<String> NAMES = List.of("--port", "--data", "--notify", "--notify-secret", "--page-size");
    private static final int DEFAULT_PORT = 8090;
    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_PAGE = 10_000;

    /** @throws IllegalArgumentException with one sentence that says what is wrong */
    static Options parse(String... arguments) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i])) {
                throw new IllegalArgumentException("option '%s' is not known; known are %s".formatted(arguments[i], String.join(", ", NAMES)));
            }
            if (i + 1 == arguments.length || given.put(arguments[i], arguments[i + 1]) != null) {
                throw new IllegalArgumentException("option '%s' needs exactly one value".formatted(arguments[i]));
            }
        }
        if (!given.containsKey("--data")) {
            throw new IllegalArgumentException("option '--data' is missing; name the folder of the store");
        }
        return new Options(number(given, "--port", DEFAULT_PORT, 0, HIGHEST_PORT), Path.of(given.get("--data")),
                Optional.ofNullable(given.get("--notify")).map(Options::address), Optional.ofNullable(given.get("--notify-secret")),
                number(given, "--page-size", LARGEST_PAGE, 1, LARGEST_PAGE));
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
