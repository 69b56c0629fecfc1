package torg.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import torg.api.program.Refusal;

/**
 * A module of one's own, made of {@code modules/example}, or {@code modules/example-connector}: what others call it by is renamed, for two modules that share a name would be in each other's way. It
 * does what the example does, until its owner changes that.
 *
 * @param name of its component, of its address below {@code /api}, of its line in health and of its words; lower case with hyphens
 * @param root its package, which is the name of the module as well
 */
record NewModule(String name, String root) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final int LONGEST_PACKAGE = 100;
    /** Where the example says what others call it by. Elsewhere a greeting is what it makes. */
    private static final Pattern NAMES = Pattern.compile(String.join("|", "</version></parent>", "<artifactId>torg\\.example(?:\\.connector)?</artifactId>", "Torg example(?: connector)?", "torg[./]example(?:[./]connector)?",
            "Greeting(?=Component|Resource|Test)", "Folder(?=Connector)", "(?<=return \"|the name `)folder", "(?<=\")folder(?=\\.)", "(?<=return \"|component: |components/|component `)greeting", "greeting(?=\\.(hello|guest|\\*))", "\\bexample\\b"));

    NewModule {
        if (!NAME.matcher(name).matches()) throw new Refusal("'" + name + "' is no name of a module; begin with a letter, since classes are called by it");
        if (root.length() > LONGEST_PACKAGE || !PACKAGE.matcher(root).matches() || !SourceVersion.isName(root)) {
            throw new Refusal("--package '" + root + "' is no package; use one such as com.acme.weather, in lower case and without words of Java");
        }
        if (root.matches("(torg|java)(\\..*)?")) throw new Refusal("--package '" + root + "' is not yours; use one such as com.acme.weather");
    }

    /** Its files by path, of those of the example. */
    Map<String, String> files(Path example) throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(example)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(renamed(example.relativize(path).toString().replace('\\', '/')), renamed(Files.readString(path)));
            }
        }
        return files;
    }

    private String renamed(String text) {
        return NAMES.matcher(text).replaceAll(found -> Matcher.quoteReplacement(switch (found.group()) {
            // Its parent comes from the local repository, wherever the project lies.
            case "</version></parent>" -> "</version><relativePath/></parent>";
            case "<artifactId>torg.example</artifactId>", "<artifactId>torg.example.connector</artifactId>" -> "<groupId>" + group() + "</groupId>\n  <artifactId>" + root + "</artifactId>";
            case "Torg example", "Torg example connector" -> New.title(name);
            case "torg.example", "torg.example.connector" -> root;
            case "torg/example", "torg/example/connector" -> root.replace('.', '/');
            case "Greeting", "Folder" -> type();
            default -> name;
        }));
    }

    private String group() {
        var last = root.lastIndexOf('.');
        return last < 0 ? root : root.substring(0, last);
    }

    /** {@code our-weather} as classes are called: {@code OurWeather}. */
    private String type() {
        return Stream.of(name.split("-")).map(New::title).collect(Collectors.joining());
    }
}
