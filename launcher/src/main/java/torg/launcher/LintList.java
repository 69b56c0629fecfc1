package torg.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import torg.api.program.Refusal;

/**
 * {@code torg lint --list}: what is looked for on a site's exposure. Each room and module that looks for something says so in its jar, in a file {@code META-INF/torg/lints.tsv}
 * of lines with code, level, reason and remedy; nothing has to run for that.
 */
final class LintList {
    private static final String ENTRY = "META-INF/torg/lints.tsv";

    private LintList() {}

    static void print(Home home, PrintStream out) {
        var lines = new ArrayList<String>();
        Stream.concat(home.bundles().stream(), home.shipped().stream()).forEach(jar -> lines.addAll(lines(jar)));
        lines.stream().sorted().forEach(line -> {
            var parts = line.split("\t");
            out.println(parts[0] + " (" + parts[1] + "): " + parts[2] + "; " + parts[3]);
        });
        out.println("torg: " + lines.size() + " rules");
    }

    private static List<String> lines(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var entry = file.getEntry(ENTRY);
            return entry == null ? List.of() : new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new Refusal("the module '" + jar + "' cannot be read; unpack the distribution again, or build with mvn package", e);
        }
    }
}
