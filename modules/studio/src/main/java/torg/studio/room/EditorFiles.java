package torg.studio.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.text.Sha256;

/**
 * What a browser with scripts makes of the text field: CodeMirror with the few modes that a site's files need, and our own few lines; what it makes of the forms; and what makes an editor
 * of each page. Each is one file, under a name that changes with it, so that a browser keeps it for good.
 */
public final class EditorFiles {
    /** Where bnd.bnd packs it, which says of which version. */
    private static final String CODEMIRROR = "/META-INF/resources/webjars/codemirror/" + read("codemirror.version").strip() + "/";
    /** In the order in which one needs the other. */
    private static final List<String> SCRIPTS = List.of("lib/codemirror.js", "addon/mode/overlay.js", "addon/hint/show-hint.js", "mode/yaml/yaml.js", "mode/xml/xml.js", "mode/javascript/javascript.js", "mode/css/css.js",
            "mode/htmlmixed/htmlmixed.js", "mode/markdown/markdown.js", "mode/yaml-frontmatter/yaml-frontmatter.js");
    private static final EditorFiles ALL = new EditorFiles();

    private final Map<String, byte[]> byName;
    private final String print;

    private EditorFiles() {
        byName = Map.of("editor.js", joined(SCRIPTS.stream().map(CODEMIRROR::concat), "editor.js"), "editor.css", joined(Stream.of("lib/codemirror.css", "addon/hint/show-hint.css").map(CODEMIRROR::concat), "editor.css"),
                "forms.js", joined(Stream.of(), "forms.js"), "forms.css", joined(Stream.of(), "forms.css"),
                "here.js", joined(Stream.of(), "here.js"), "here.css", joined(Stream.of(), "here.css"));
        print = print(byName);
    }

    /** Where they are, below {@code /api/}. */
    public static String base() {
        return "/api/studio/editor/" + ALL.print;
    }

    /** One of them; empty for another name, or a state that is no more. */
    public static Optional<byte[]> file(String print, String name) {
        return print.equals(ALL.print) ? Optional.ofNullable(ALL.byName.get(name)) : Optional.empty();
    }

    private static byte[] joined(Stream<String> packed, String own) {
        return Stream.concat(packed, Stream.of(own)).map(EditorFiles::read).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String name) {
        try (var stream = EditorFiles.class.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalStateException("the module lacks " + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String print(Map<String, byte[]> files) {
        var digest = Sha256.begin();
        files.keySet().stream().sorted().map(files::get).forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }
}
