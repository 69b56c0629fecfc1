package torg.site.style;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Looks over style sheets and pictures of the theme and among the web files. Built in: whichever painter there is, browsers read these. */
public final class StyleCompiler implements SiteCompiler<StyleCompiler.Checked> {
    private static final String ASSETS = "theme/assets/";
    private static final String WEB_FILES = "files/";
    private static final List<String> SPEAKING = List.of(".js", ".mjs", ".svg", ".mustache");

    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        var sheets = new TreeMap<String, StyleSheet>();
        new TreeMap<>(source.files()).forEach((path, file) -> {
            if (path.endsWith(".css")) sheets.put(path, check(path, file, source.files(), problems));
            else if (file.bytes().length == 0 && (path.startsWith(ASSETS) || path.startsWith(WEB_FILES))) {
                problems.warning(Position.start(file.path()), "style.empty-file", "the file holds nothing", "save it again, or remove it and what names it");
            } else if (path.endsWith(".svg")) Picture.check(file, problems);
        });
        var given = sheets.values().stream().flatMap(sheet -> sheet.given().stream()).collect(Collectors.toSet());
        sheets.values().forEach(sheet -> sheet.tellNobodyGives(name -> given.contains(name) || isScripted(name, source.files()), given));
        return new Checked();
    }

    /** Whether a script, picture or template speaks of it. */
    private static boolean isScripted(String name, Map<String, ContentFile> files) {
        return files.entrySet().stream().filter(file -> SPEAKING.stream().anyMatch(file.getKey()::endsWith)).anyMatch(file -> new String(file.getValue().bytes(), StandardCharsets.UTF_8).contains(name));
    }

    private static StyleSheet check(String path, ContentFile file, Map<String, ContentFile> files, Problems problems) {
        var sheet = new StyleSheet(file.path(), new String(file.bytes(), StandardCharsets.UTF_8), problems);
        sheet.check();
        sheet.references().forEach(reference -> check(reference, path, files, sheet));
        return sheet;
    }

    private static void check(StyleSheet.Reference reference, String sheet, Map<String, ContentFile> files, StyleSheet in) {
        var root = sheet.startsWith(ASSETS) ? ASSETS : WEB_FILES;
        var folder = Path.of("/" + sheet).getParent();
        reference.file(sheet).filter(path -> !files.containsKey(path)).ifPresent(_ -> in.tellMissing(reference,
                files.keySet().stream().filter(known -> known.startsWith(root)).map(known -> folder.relativize(Path.of("/" + known)).toString()).toList()));
    }
}
