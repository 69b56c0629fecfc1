package torg.site.style;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import torg.api.site.ContentFile;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteDraft;

/** Looks over every style sheet of the theme and among the web files. Built in: whichever painter there is, browsers read these. */
public final class StyleCompiler implements SiteCompiler<StyleCompiler.Checked> {
    private static final String ASSETS = "theme/assets/";
    private static final String WEB_FILES = "files/";

    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    /** None: style sheets are files. */
    @Override
    public Set<String> folders() {
        return Set.of();
    }

    @Override
    public Checked compile(SiteDraft draft, Problems problems) {
        new TreeMap<>(draft.files()).forEach((path, file) -> {
            if (!path.endsWith(".css")) return;
            var sheet = new StyleSheet(file.path(), new String(file.bytes(), StandardCharsets.UTF_8), problems);
            sheet.check();
            sheet.references().forEach(reference -> check(reference, path, draft.files(), sheet));
        });
        return new Checked();
    }

    private static void check(StyleSheet.Reference reference, String sheet, Map<String, ContentFile> files, StyleSheet in) {
        var root = sheet.startsWith(ASSETS) ? ASSETS : WEB_FILES;
        var folder = Path.of("/" + sheet).getParent();
        reference.file(sheet).filter(path -> !files.containsKey(path)).ifPresent(_ -> in.tellMissing(reference,
                files.keySet().stream().filter(known -> known.startsWith(root)).map(known -> folder.relativize(Path.of("/" + known)).toString()).toList()));
    }
}
