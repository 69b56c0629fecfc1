package torg.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/**
 * What {@code torg run} was asked for. A later option wins over an earlier one.
 *
 * @param site its folder below content
 * @param contentGit folder or address of a Git repository that is the site; it begins with the folders of content and themes, which then are what ships
 * @param modules folders watched for module jars, the shipped one first
 * @param erp which ERP the portal has
 * @param erpUrl an ERP that already runs, as its connector's setting {@code url} has it; without it the launcher starts the demo ERP
 * @param demo whether the demo sign-ins work
 * @param home of the portal, for what ships
 */
record Options(int port, InetAddress bind, Path data, Path content, String site, Path themes, Optional<String> contentGit, List<Path> modules, ErpKind erp, int erpPort,
        Optional<URI> erpUrl, boolean demo, Home home) {

    /** All that is taken, and what help says of it. */
    static final Usage USAGE = Usage.of("torg run", "", "start the portal (and the demo ERP), building it first when needed")
            .has("--port", "8080", "where the portal answers; 0 takes any free port")
            .has("--bind", "127.0.0.1", "the address it listens on; any other than loopback needs --no-demo")
            .flag("--no-demo", "without the demo sign-ins")
            .takes("--data", "FOLDER", "what the portal remembers (default: torg in your state folder, ~/.local/state)")
            .takes("--content", "FOLDER", "sites (default: content/ here); an edit shows at once")
            .has("--site", "customer-portal", "which of the sites is shown")
            .takes("--themes", "FOLDER", "themes (default: themes/ here); an edit shows at once")
            .takes("--content-git", "REPO", "folder or URL of a Git repository that is the site: an edit is a commit, what ships is merged in. A folder is made when it is not there")
            .takes("--modules", "FOLDER,...", "more folders with module jars, watched; the shipped modules come first. These folders have to be there")
            .has("--erp", "dynamics", "which ERP: dynamics (the demo ERP stands in for it) or tryton (prepared and started here, from the system's packages)")
            .has("--erp-port", "8090", "where the demo ERP answers")
            .takes("--erp-url", "URL", "an ERP that already runs; then no demo ERP is started");

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
        var given = USAGE.read(arguments);
        var modules = Stream.concat(Stream.of(home.modules()), folders(given.value("--modules").orElse(""))).toList();
        return new Options(
                port(given, "--port"),
                address(given.value("--bind").orElseThrow()),
                folder(given, "--data", state.resolve("torg")),
                folder(given, "--content", home.content()),
                given.value("--site").orElseThrow(),
                folder(given, "--themes", home.themes()),
                given.value("--content-git").map(Options::repository),
                modules,
                ErpKind.named(given.value("--erp").orElseThrow()),
                port(given, "--erp-port"),
                given.value("--erp-url").map(Options::environment),
                !given.has("--no-demo"),
                home);
    }

    /**
     * Nothing would ever be served from a folder that is not there, and nobody would say why. One that goes and comes back later is another matter: the
     * running portal waits for it.
     *
     * @throws Refusal that names the first of content, site, themes and modules that is no folder; a site may lie in the repository only
     */
    void demandFolders() {
        demand("--content", content);
        demandSite();
        demand("--themes", themes);
        modules.forEach(folder -> demand("--modules", folder));
    }

    /** What a repository holds is seen once it is read. */
    private void demandSite() {
        var named = !site.isBlank() && !site.matches(".*[/\\\\].*|\\.+");
        if (!named && contentGit.isPresent()) throw new Refusal("--site '" + site + "' is no name of a site; give that of its folder below content/ in the repository");
        if (!named || contentGit.isEmpty() && !Files.isDirectory(content.resolve(site))) {
            throw new Refusal("--site '" + site + "' is no folder in " + content + "; name one that is there, or make it: torg new site " + site);
        }
    }

    private static void demand(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(option + " '" + folder + "' is no folder; name one that is there, or make it first: mkdir -p '" + folder + "'");
        }
    }

    private static int port(Usage.Given given, String option) {
        var value = given.value(option).orElseThrow();
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

    private static Path folder(Usage.Given given, String option, Path otherwise) {
        return given.value(option).map(Path::of).orElse(otherwise).toAbsolutePath().normalize();
    }

    private static Stream<Path> folders(String commaSeparated) {
        return Stream.of(commaSeparated.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .map(name -> Path.of(name).toAbsolutePath().normalize());
    }

    private static String repository(String value) {
        // Git itself takes this for an address of ssh; as a folder it would be a new repository that nobody meant.
        if (value.matches("[^/\\\\]+@[^/\\\\]+:.*") || value.startsWith("ssh://")) {
            throw new Refusal("--content-git '" + value + "' is an address of ssh, which is not taken; give a folder, or an address with http://, https:// or file://");
        }
        return value.matches("[a-zA-Z][a-zA-Z+.-]*://.*") ? value : Path.of(value).toAbsolutePath().normalize().toString();
    }

    private static URI environment(String value) {
        if (!value.matches("https?://[^\\s/]+\\S*")) {
            throw new Refusal("--erp-url '" + value + "' is no address; give one such as http://127.0.0.1:8090");
        }
        return URI.create(value.replaceFirst("(/data)?/?$", ""));
    }
}
