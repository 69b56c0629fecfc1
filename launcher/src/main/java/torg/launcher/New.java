package torg.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.program.Refusal;
import torg.api.program.Usage;

/** {@code torg new}: lays down a site that works, a theme that extends another, or a module that builds. What is there already is left as it is. */
public final class New {
    /** What is taken for a site, and what help says of it. */
    static final Usage SITE = Usage.of("torg new site", "NAME", "lay down a site that works: home page, sign-in, profile, roles; torg run --site NAME shows it")
            .has("--languages", "en", "its languages, the default one first; the pages are there in en and nb").takes("--content", "FOLDER", "");
    /** What is taken for a theme. */
    static final Usage THEME = Usage.of("torg new theme", "NAME", "lay down a theme that changes single files of another").has("--extends", "torg", "the theme it stands on").takes("--themes", "FOLDER", "");
    /** What is taken for a module. */
    static final Usage MODULE = Usage.of("torg new module", "NAME", "lay down the project of a module that builds with mvn verify, with its tests")
            .has("--kind", "component", "what it begins with: component (a component for pages and a JSON resource), or connector (to an ERP, with the contract that all keep)")
            .takes("--package", "PACKAGE", "its package, which names the module too (default: com.example.NAME)").has("--in", ".", "the folder in which its own is made");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;
    private static final List<String> LANGUAGES = List.of("en", "nb");
    /** A text in each of them, as the files of a new site write it. */
    private static final Pattern TEXT = Pattern.compile("\\{en: (\"[^\"]*\"), nb: (\"[^\"]*\")}");

    private final Home home;

    New(Home home) {
        this.home = home;
    }

    /** @param arguments the words after {@code torg new} */
    public static void main(String[] arguments) {
        try {
            System.out.println("torg: " + new New(Home.ofThisProgram()).make(List.of(arguments)));
        } catch (Refusal refusal) {
            System.err.println("torg: " + refusal.getMessage());
            System.exit(Refusal.EXIT_CODE);
        } catch (IOException e) {
            System.err.println("torg: it could not be written (" + e.getMessage() + ")");
            System.exit(1);
        }
    }

    /** What was made, and what to do next. */
    String make(List<String> arguments) throws IOException {
        var kind = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (kind) {
            case "site" -> site(SITE.read(rest));
            case "theme" -> theme(THEME.read(rest));
            case "module" -> module(MODULE.read(rest));
            default -> throw new Refusal("torg new makes a site, a theme or a module: " + SITE.line() + ", " + THEME.line() + ", or " + MODULE.line());
        };
    }

    private String site(Usage.Given given) throws IOException {
        var name = name(given, SITE);
        var languages = languages(given.value("--languages").orElseThrow());
        var folder = given.value("--content").map(Path::of).orElse(home.content()).resolve(name);
        write(folder, filled(name, languages));
        return "the site '" + name + "' is in " + folder + "; see it with torg run --site " + name;
    }

    private String theme(Usage.Given given) throws IOException {
        var name = name(given, THEME);
        var parent = given.value("--extends").orElseThrow();
        var themes = given.value("--themes").map(Path::of).orElse(home.themes());
        if (!NAME.matcher(parent).matches() || !Files.isDirectory(themes.resolve(parent))) throw new Refusal("there is no theme '" + parent + "' in " + themes + " to extend");
        write(themes.resolve(name), Map.of("theme.yml", "label: " + title(name) + "\nextends: " + parent + "\n"));
        return "the theme '" + name + "' is in " + themes.resolve(name) + "; write 'theme: " + name + "' into a site's site.yml, and copy files of " + themes.resolve(parent) + " to change them";
    }

    private String module(Usage.Given given) throws IOException {
        var name = name(given, MODULE);
        var kind = given.value("--kind").orElseThrow();
        var beginning = Beginning.of(kind).orElseThrow(() -> new Refusal("--kind '" + kind + "' is not known; it is one of "
                + Stream.of(Beginning.values()).map(Beginning::word).collect(Collectors.joining(", "))));
        var module = new NewModule(beginning, name, given.value("--package").orElse("com.example." + name.replace('-', '.')));
        var folder = Path.of(given.value("--in").orElseThrow()).resolve(name).toAbsolutePath().normalize();
        write(folder, module.files(home.newModule(beginning.word())));
        return "the module '" + module.root() + "' is in " + folder + "; build it there with mvn verify, and put its jar of target/ into a folder that torg run --modules FOLDER watches";
    }

    private static String name(Usage.Given given, Usage usage) {
        if (given.words().size() != 1) throw new Refusal("one name is needed: " + usage.line());
        var name = given.words().getFirst();
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) throw new Refusal("'" + name + "' is no name; use lower-case letters, digits and single hyphens, at most " + LONGEST_NAME);
        return name;
    }

    private static List<String> languages(String written) {
        var languages = List.of(written.split("\\s*,\\s*"));
        if (!LANGUAGES.containsAll(languages) || languages.stream().distinct().count() < languages.size()) {
            throw new Refusal("--languages '" + written + "' is not known; a new site is there in " + String.join(",", LANGUAGES) + ", and site.yml and its pages take further ones");
        }
        return languages;
    }

    /** {@code our-shop} as people read it. */
    static String title(String name) {
        var words = name.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The files of a new site by path: places filled in, each text in the site's languages alone. */
    private Map<String, String> filled(String name, List<String> languages) throws IOException {
        var raw = new TreeMap<String, String>();
        var from = home.newSite();
        try (var paths = Files.walk(from)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(path).replace("@title@", title(name)).replace("@name@", name).replace("@languages@", String.join(", ", languages));
                raw.put(from.relativize(path).toString().replace('\\', '/'), languages.size() == 1 ? TEXT.matcher(text).replaceAll(languages.getFirst().equals("en") ? "$1" : "$2") : text);
            }
        }
        var files = new TreeMap<String, String>();
        raw.forEach((path, text) -> {
            if (path.endsWith(".nb.md")) return;
            var norwegian = path.endsWith(".md") ? raw.get(path.replaceFirst("\\.md$", ".nb.md")) : null;
            if (norwegian == null || languages.equals(List.of("en"))) files.put(path, text);
            else if (languages.equals(List.of("nb"))) files.put(path, front(text) + body(norwegian));
            else if (languages.getFirst().equals("en")) put(files, path, text, ".nb.md", norwegian);
            else put(files, path, front(text) + body(norwegian), ".en.md", "---\n---\n" + body(text));
        });
        return files;
    }

    private static void put(Map<String, String> files, String path, String text, String ending, String other) {
        files.put(path, text);
        files.put(path.replaceFirst("\\.md$", ending), other);
    }

    private static String front(String page) {
        return page.substring(0, page.length() - body(page).length());
    }

    private static String body(String page) {
        return page.substring(page.indexOf("---\n", 3) + 4);
    }

    /** The folder is made here or not at all, so nothing that is there is written over. */
    private static void write(Path folder, Map<String, String> files) throws IOException {
        var parent = folder.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) throw new Refusal("'" + parent + "' is no folder; name one that is there");
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("'" + folder + "' is there already, and stays as it is; choose another name", e);
        }
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
