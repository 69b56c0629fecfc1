package torg.site.theme;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import torg.api.site.ContentFile;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;

/** Puts the files of a theme over those of the themes that it extends. For one thread. */
public final class ThemeMaker {
    private static final String ROOT = "themes/";
    /** A theme and those that it extends, one after the other. */
    private static final int MOST = 8;

    private final BiFunction<ContentFile, Problems, Optional<Node.Mapping>> yaml;

    /** @param yaml reads what a file holds; tells what is wrong with it, and answers nothing then */
    public ThemeMaker(BiFunction<ContentFile, Problems, Optional<Node.Mapping>> yaml) {
        this.yaml = yaml;
    }

    /**
     * The theme of a site, by {@code theme/<path within the theme>}. Each file keeps the path that its author knows.
     *
     * @param named the theme's name, where {@code site.yml} says it
     * @param stored everything in the content stores, by path
     */
    public Map<String, ContentFile> make(Node.Scalar named, Map<String, ContentFile> stored, Problems problems) {
        var themes = themes(stored);
        var files = new HashMap<String, ContentFile>();
        for (var theme : lineage(named, themes, problems).sequencedKeySet().reversed()) files.putAll(themes.get(theme));
        return files;
    }

    /** The files of every theme by the name of the theme. */
    private static Map<String, Map<String, ContentFile>> themes(Map<String, ContentFile> stored) {
        var themes = new TreeMap<String, Map<String, ContentFile>>();
        stored.forEach((path, file) -> {
            var slash = path.startsWith(ROOT) ? path.indexOf('/', ROOT.length()) : -1;
            if (slash > 0) themes.computeIfAbsent(path.substring(ROOT.length(), slash), _ -> new HashMap<>()).put("theme" + path.substring(slash), file);
        });
        return themes;
    }

    /** The theme and those that it extends, the nearest first; with a problem when one of them is not there, or comes back. */
    private SequencedMap<String, Declaration> lineage(Node.Scalar named, Map<String, Map<String, ContentFile>> themes, Problems problems) {
        var lineage = new LinkedHashMap<String, Declaration>();
        for (var next = Optional.of(named); next.filter(name -> mayFollow(name, lineage.keySet(), themes.keySet(), problems)).isPresent(); next = lineage.lastEntry().getValue().parent()) {
            lineage.put(next.get().value(), declaration(next.get().value(), themes.get(next.get().value()), problems));
        }
        return lineage;
    }

    private static boolean mayFollow(Node.Scalar name, Set<String> before, Set<String> themes, Problems problems) {
        if (!themes.contains(name.value())) tellMissing(name, before.isEmpty(), themes, problems);
        else if (before.contains(name.value())) tellCircle(name, List.copyOf(before), problems);
        else if (before.size() == MOST) problems.error(name.at(), "theme.too-many", "more than " + MOST + " themes extend one another", "let one of them extend a theme further up");
        else return true;
        return false;
    }

    private Declaration declaration(String theme, Map<String, ContentFile> files, Problems problems) {
        var misnamed = files.get("theme/theme.yaml");
        if (misnamed != null) problems.error(Position.start(misnamed.path()), "theme.misnamed", "what theme '" + theme + "' says of itself stands in " + Declaration.FILE, "rename the file");
        return Optional.ofNullable(files.get("theme/" + Declaration.FILE)).flatMap(file -> yaml.apply(file, problems)).map(fields -> Declaration.of(fields, problems)).orElse(Declaration.NONE);
    }

    private static void tellMissing(Node.Scalar name, boolean own, Set<String> themes, Problems problems) {
        problems.error(name.at(), "site.no-theme", own ? "the theme '" + name.value() + "' has no files" : "there is no theme '" + name.value() + "' to extend",
                Problems.nearest(name.value(), themes).map(near -> "did you mean '" + near + "'?").orElse("add the folder themes/" + name.value() + ", or name another theme"));
    }

    private static void tellCircle(Node.Scalar name, List<String> lineage, Problems problems) {
        var circle = lineage.subList(lineage.indexOf(name.value()), lineage.size());
        problems.error(name.at(), "theme.circle", circle.size() == 1 ? "the theme '" + name.value() + "' extends itself" : "the themes '" + String.join("', '", circle) + "' extend each other in a circle", "take 'extends' out of one of them");
    }
}
