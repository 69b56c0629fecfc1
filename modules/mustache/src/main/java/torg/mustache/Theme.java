package torg.mustache;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import torg.api.site.ContentFile;

/**
 * The templates of a site's theme, as the part of the site. Modules' templates come and go while a site stays, so what is compiled belongs to
 * theme and defaults together; the newest pair is kept.
 */
final class Theme {
    private static final String FOLDER = "theme/templates/";
    private static final String ENDING = ".mustache";

    private final Map<String, ContentFile> files;
    private volatile TemplateSet compiled;

    Theme(Map<String, ContentFile> files) {
        this.files = files;
    }

    /** The templates among a site's files, by template name. */
    static Theme of(Map<String, ContentFile> files) {
        var templates = new TreeMap<String, ContentFile>();
        files.forEach((path, file) -> {
            if (path.startsWith(FOLDER) && path.endsWith(ENDING)) {
                templates.put(path.substring(FOLDER.length(), path.length() - ENDING.length()), file);
            }
        });
        return new Theme(templates);
    }

    boolean sameFilesAs(Theme other) {
        return files.equals(other.files);
    }

    /** The set made of these defaults and the theme's own templates over them. */
    TemplateSet compiledWith(Map<String, String> defaults) {
        var current = compiled;
        if (current != null && current.defaults() == defaults) return current;
        synchronized (this) {
            if (compiled == null || compiled.defaults() != defaults) compiled = TemplateSet.compile(sources(defaults), defaults);
            return compiled;
        }
    }

    private Map<String, Source> sources(Map<String, String> defaults) {
        var sources = new TreeMap<String, Source>();
        defaults.forEach((name, text) -> sources.put(name, Source.ofModule(name, text)));
        own().forEach(source -> sources.put(source.name(), source));
        return sources;
    }

    /** The theme's own templates as they are written. */
    List<Source> own() {
        return files.entrySet().stream().map(file -> Source.of(file.getKey(), file.getValue())).toList();
    }
}
