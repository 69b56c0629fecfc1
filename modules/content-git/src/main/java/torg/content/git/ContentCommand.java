package torg.content.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import torg.api.problem.TorgException;
import torg.api.program.Refusal;
import torg.api.program.Usage;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/** {@code torg content diff|export|import}: a program of its own that compares a site in a repository with folders, and carries it from one to the other. A portal may run on it meanwhile. */
public final class ContentCommand {
    private static final String COMMAND = "torg content ";
    private static final Usage DIFF = of("diff", "what a site in a Git repository has other than the folders content/ and themes/ below FOLDER; ends with 1 when there is something");
    private static final Usage EXPORT = of("export", "write a site in a Git repository into content/ and themes/ below FOLDER, where nothing is yet");
    private static final Usage IMPORT = of("import", "make the sites and themes below FOLDER those of the repository, as one commit; of a site or theme that is there, files that the folder lacks go; other sites and themes stay")
            .takes("--author", "NAME", "who makes the commit").takes("--message", "TEXT", "what for");
    /** All that is taken, and what help says of it. */
    public static final List<Usage> USAGES = List.of(DIFF, EXPORT, IMPORT);
    private static final int DIFFERENT = 1;

    private final Usage.Given given;
    private final Path folder;
    private final PrintStream out;

    private ContentCommand(Usage.Given given, PrintStream out) {
        this.given = given;
        this.folder = Path.of(given.words().getFirst()).toAbsolutePath().normalize();
        this.out = out;
    }

    private static Usage of(String act, String says) {
        return Usage.of(COMMAND + act, "FOLDER", says)
                .takes("--content-git", "FOLDER", "the repository (default: content.git in the data folder, which is there when torg run was given a URL)")
                .has("--branch", "main", "")
                .takes("--data", "FOLDER", "as for run");
    }

    /** @param arguments the words after {@code torg content} */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, false, StandardCharsets.UTF_8), System.err));
    }

    /** @return how the program ends */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return act(arguments, out);
        } catch (Refusal refusal) {
            err.println("torg: " + refusal.getMessage());
            return Refusal.EXIT_CODE;
        } catch (TorgException e) {
            err.println("torg: " + e.getMessage() + (e.help().isEmpty() ? "" : "; " + e.help()));
            return Refusal.EXIT_CODE;
        } catch (IOException e) {
            err.println("torg: a file could not be read or written (" + e.getMessage() + ")");
            return Refusal.EXIT_CODE;
        } finally {
            out.flush();
        }
    }

    private static int act(List<String> arguments, PrintStream out) throws IOException {
        var act = arguments.isEmpty() ? "" : arguments.getFirst();
        var usage = USAGES.stream().filter(known -> known.command().equals(COMMAND + act)).findFirst();
        if (usage.isEmpty()) throw new Refusal("what is to be done? torg content check, or " + USAGES.stream().map(Usage::line).collect(Collectors.joining(", or ")));
        var given = usage.get().read(arguments.subList(1, arguments.size()));
        if (given.words().size() != 1) throw new Refusal("one folder is needed: " + usage.get().line());
        var command = new ContentCommand(given, out);
        var store = new GitStore(command.repository(), given.value("--branch").orElseThrow(), Beside.NOTHING, GitStore.BOUNDS, Clock.systemUTC());
        try {
            if (usage.get() == DIFF) return command.diff(store);
            if (usage.get() == EXPORT) command.export(store);
            else command.take(store);
            return 0;
        } finally {
            store.stop();
        }
    }

    private Path repository() {
        var named = given.value("--content-git").map(Path::of).or(() -> given.value("--data").map(data -> Path.of(data).resolve("content.git")));
        return named.filter(Files::isDirectory).orElseThrow(() -> new Refusal("there is no repository" + named.map(path -> " '" + path + "'").orElse("") + "; name its folder with --content-git"));
    }

    private int diff(GitStore store) throws IOException {
        var mine = files(store);
        var theirs = below();
        var paths = new TreeSet<>(mine.keySet());
        paths.addAll(theirs.keySet());
        paths.removeIf(path -> mine.containsKey(path) && theirs.containsKey(path) && Arrays.equals(mine.get(path).bytes(), theirs.get(path)));
        for (var path : paths) out.print(difference(path, Optional.ofNullable(theirs.get(path)), Optional.ofNullable(mine.get(path)).map(ContentFile::bytes)));
        out.println("torg: " + paths.size() + (paths.size() == 1 ? " file differs" : " files differ"));
        return paths.isEmpty() ? 0 : DIFFERENT;
    }

    private static String difference(String path, Optional<byte[]> before, Optional<byte[]> after) throws IOException {
        var said = new ByteArrayOutputStream();
        said.write(("--- " + (before.isPresent() ? "a/" + path : "/dev/null") + "\n+++ " + (after.isPresent() ? "b/" + path : "/dev/null") + "\n").getBytes(StandardCharsets.UTF_8));
        if (before.filter(RawText::isBinary).isPresent() || after.filter(RawText::isBinary).isPresent()) return said.toString(StandardCharsets.UTF_8) + "(no text)\n";
        var a = new RawText(before.orElse(new byte[0]));
        var b = new RawText(after.orElse(new byte[0]));
        try (var formatter = new DiffFormatter(said)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, a, b), a, b);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private void export(GitStore store) throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) throw new Refusal("'" + folder + "' is not empty; name a folder that is, or that is not there");
        var files = files(store);
        for (var file : files.values()) {
            var place = folder.resolve(file.path());
            Files.createDirectories(place.getParent());
            Files.write(place, file.bytes());
        }
        out.println("torg: " + files.size() + " files written to '" + folder + "'");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void take(GitStore store) throws IOException {
        var there = files(store);
        var here = below();
        if (here.isEmpty()) throw new Refusal("'" + folder + "' has no file in content/ or themes/; name the folder above these");
        var changes = new TreeMap<String, Edit.Change>();
        here.forEach((path, bytes) -> {
            var before = Optional.ofNullable(there.get(path));
            if (before.filter(file -> Arrays.equals(file.bytes(), bytes)).isEmpty()) changes.put(path, new Edit.Change(before.map(ContentFile::version), Optional.of(bytes)));
        });
        var sites = new HashSet<String>();
        here.keySet().forEach(path -> sites.add(site(path)));
        there.forEach((path, file) -> {
            if (!here.containsKey(path) && sites.contains(site(path))) changes.put(path, new Edit.Change(Optional.of(file.version()), Optional.empty()));
        });
        if (!changes.isEmpty()) {
            var author = given.value("--author").orElse(System.getProperty("user.name", "torg"));
            store.write(new Edit(new Edit.Author(author, author), given.value("--message").orElse("Import"), changes));
        }
        var written = changes.values().stream().filter(change -> change.bytes().isPresent()).count();
        out.println("torg: " + written + (written == 1 ? " file" : " files") + " written to the repository, " + (changes.size() - written) + " deleted");
    }

    /** {@code content/<site>} or {@code themes/<theme>}. */
    private static String site(String path) {
        var names = path.split("/", 3);
        return names[0] + "/" + names[1];
    }

    private static Map<String, ContentFile> files(GitStore store) {
        return store.readAll().stream().collect(Collectors.toMap(ContentFile::path, file -> file, (one, _) -> one, TreeMap::new));
    }

    private SortedMap<String, byte[]> below() throws IOException {
        var found = new TreeMap<String, byte[]>();
        for (var root : Names.ROOTS) {
            for (var file : Shipped.files(folder.resolve(root)).entrySet()) found.put(root + "/" + file.getKey(), Files.readAllBytes(file.getValue()));
        }
        return found;
    }
}
