package torg.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code torg run} was asked for. A later option wins over an earlier one, so that the script can put a checkout's defaults first.
 *
 * @param modules folders watched for module jars, the shipped one first
 * @param erpUrl an ERP that already runs, without the {@code /data} of its OData service; without it the launcher starts the demo ERP
 * @param demo whether the demo sign-ins work
 */
record Options(int port, InetAddress bind, Path data, Path content, Path themes, List<Path> modules, int erpPort, Optional<URI> erpUrl, boolean demo) {

    private static final String NO_DEMO = "--no-demo";
    private static final Set<String> WITH_VALUE =
            Set.of("--port", "--bind", "--data", "--content", "--themes", "--modules", "--erp-port", "--erp-url");

    Options {
        if (demo && !bind.isLoopbackAddress()) {
            throw new Refusal("--bind " + bind.getHostAddress() + " would show the demo sign-ins, whose password is public, to other machines; "
                    + "add --no-demo, or bind to 127.0.0.1");
        }
    }

    /**
     * @param arguments the words after {@code run}
     * @param state where programs keep state for this user, for the default data folder
     * @throws Refusal when a word is unknown or a value cannot be used
     */
    static Options parse(List<String> arguments, Home home, Path state) {
        var given = given(arguments);
        var modules = Stream.concat(Stream.of(home.modules()), folders(given.getOrDefault("--modules", ""))).toList();
        return new Options(
                port(given, "--port", 8080),
                address(given.getOrDefault("--bind", "127.0.0.1")),
                folder(given, "--data", state.resolve("torg")),
                folder(given, "--content", home.content()),
                folder(given, "--themes", home.themes()),
                modules,
                port(given, "--erp-port", 8090),
                Optional.ofNullable(given.get("--erp-url")).map(Options::environment),
                !given.containsKey(NO_DEMO));
    }

    private static Map<String, String> given(List<String> arguments) {
        var given = new HashMap<String, String>();
        for (var words = arguments.iterator(); words.hasNext();) {
            var word = words.next().split("=", 2);
            if (word[0].equals(NO_DEMO) && word.length == 1) {
                given.put(NO_DEMO, "");
            } else if (!WITH_VALUE.contains(word[0])) {
                throw new Refusal("option '" + String.join("=", word) + "' is unknown; torg help lists what run takes");
            } else if (word.length == 1 && !words.hasNext()) {
                throw new Refusal("option '" + word[0] + "' needs a value after it; torg help lists what run takes");
            } else {
                given.put(word[0], word.length == 2 ? word[1] : words.next());
            }
        }
        return given;
    }

    /**
     * Nothing would ever be served from a folder that is not there, and nobody would say why. One that goes and comes back later is another matter: the
     * running portal waits for it.
     *
     * @throws Refusal that names the first of content, themes and modules that is no folder
     */
    void demandFolders() {
        demand("--content", content);
        demand("--themes", themes);
        modules.forEach(folder -> demand("--modules", folder));
    }

    private static void demand(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(option + " '" + folder + "' is no folder; name one that is there, or make it first");
        }
    }

    private static int port(Map<String, String> given, String option, int otherwise) {
        var value = given.get(option);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new Refusal(option + " '" + value + "' is no port; give a number from 1 to 65535, or 0 for any free one");
    }

    private static InetAddress address(String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new Refusal("--bind '" + value + "' names no address of this machine; give an IP address such as 127.0.0.1", e);
        }
    }

    private static Path folder(Map<String, String> given, String option, Path otherwise) {
        return Optional.ofNullable(given.get(option)).map(Path::of).orElse(otherwise).toAbsolutePath().normalize();
    }

    private static Stream<Path> folders(String commaSeparated) {
        return Stream.of(commaSeparated.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .map(name -> Path.of(name).toAbsolutePath().normalize());
    }

    private static URI environment(String value) {
        if (!value.matches("https?://[^\\s/]+\\S*")) {
            throw new Refusal("--erp-url '" + value + "' is no address; give one such as http://127.0.0.1:8090");
        }
        return URI.create(value.replaceFirst("(/data)?/?$", ""));
    }
}
