package torg.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import torg.api.program.Refusal;

/**
 * A module of one's own, made of an example: what others call it by is renamed, for two modules that share a name would be in each other's way. It does what the
 * example does, until its owner changes that.
 *
 * @param beginning the example
 * @param name of its component, of its address below {@code /api}, of its line in health and of its words; lower case with hyphens
 * @param root its package, which is the name of the module as well
 */
record NewModule(Beginning beginning, String name, String root) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final int LONGEST_PACKAGE = 100;

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
        return beginning.names().matcher(text).replaceAll(found -> Matcher.quoteReplacement(instead(found)));
    }

    private String instead(MatchResult found) {
        // Its parent comes from the local repository, wherever the project lies.
        if (found.group("parent") != null) return "</version><relativePath/></parent>";
        if (found.group("artifact") != null) return "<groupId>" + group() + "</groupId>\n  <artifactId>" + root + "</artifactId>";
        if (found.group("title") != null) return New.title(name);
        if (found.group("root") != null) return root;
        if (found.group("path") != null) return root.replace('.', '/');
        return found.group("type") != null ? type() : name;
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
