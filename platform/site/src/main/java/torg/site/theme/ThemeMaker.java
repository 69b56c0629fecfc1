package torg.site.theme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import torg.api.site.ContentFile;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTheme;
import torg.api.site.Unknown;
import torg.api.text.Text;

/** Puts the files of a theme over those of the themes that it extends, and what a site sets over what they say. For one thread. */
public final class ThemeMaker {
    private static final String ROOT = "themes/";
    /** What begins with the root lies before this. */
    private static final String AFTER_ROOT = "themes0";
    private static final String ASSETS = "theme/assets/";
    /** A theme and those that it extends, one after the other. */
    private static final int MOST = 8;

    private final BiFunction<ContentFile, Problems, Optional<Node.Mapping>> yaml;
    private Optional<Told> last = Optional.empty();

    /** @param yaml reads what a file holds; tells what is wrong with it, and answers nothing then */
    public ThemeMaker(BiFunction<ContentFile, Problems, Optional<Node.Mapping>> yaml) {
        this.yaml = yaml;
    }

    /**
     * What a site says of its theme.
     *
     * @param theme its name, where {@code site.yml} says it
     * @param values what the site sets, by setting
     * @param languages tags of the site's languages; texts in others are wrong
     * @param files web files of the site, by path below it
     */
    public record Wish(Node.Scalar theme, Map<String, Node> values, Set<String> languages, Map<String, ContentFile> files) {}

    /**
     * The theme as a part of the site, and its files.
     *
     * @param files web files of the site and files of the theme, these by {@code theme/<path within the theme>}; each keeps the path that its author knows
     */
    public record Made(SiteTheme theme, Map<String, ContentFile> files) {}

    /** What was made of what, and what was wrong with it: most edits are about something else. */
    private record Told(Wish wish, Map<String, Map<String, ContentFile>> themes, Made made, List<SiteProblem> problems) {}

    /**
     * Make the theme; of what is wrong with it, the best that can be made.
     *
     * @param stored everything in the content stores, by path
     */
    public Made make(Wish wish, SortedMap<String, ContentFile> stored, Problems problems) {
        var themes = themes(stored);
        var told = last.filter(one -> one.wish.equals(wish) && one.themes.equals(themes)).orElseGet(() -> told(wish, themes));
        last = Optional.of(told);
        told.problems.forEach(problems::add);
        return told.made;
    }

    private Told told(Wish wish, Map<String, Map<String, ContentFile>> themes) {
        var problems = new Problems();
        var made = make(wish, themes, problems);
        return new Told(wish, themes, made, problems.found());
    }

    private Made make(Wish wish, Map<String, Map<String, ContentFile>> themes, Problems problems) {
        var lineage = lineage(wish.theme(), themes, problems);
        var files = new HashMap<>(wish.files());
        lineage.sequencedKeySet().reversed().forEach(theme -> files.putAll(themes.get(theme)));

        var styles = styles(lineage.sequencedValues().reversed(), files, problems);
        var choices = choices(wish, lineage, styles, files, problems);
        var tokens = choices.stream().filter(one -> one.definition().isToken()).toList();
        if (!tokens.isEmpty()) {
            var sheet = SettingsSheet.of(wish.theme().value(), tokens.stream().filter(Choices.Chosen::isSet).toList());
            var own = files.put(ASSETS + SettingsSheet.NAME, sheet);
            if (own != null) problems.error(Position.start(own.path()), "theme.taken", SettingsSheet.NAME + " is made of what is set", "give your style sheet another name");
            styles.add(SettingsSheet.NAME);
        }
        var label = Optional.ofNullable(lineage.get(wish.theme().value())).flatMap(Declaration::label).orElse(Text.of(wish.theme().value()));
        return new Made(new SiteTheme(wish.theme().value(), label, lineage.keySet().stream().skip(1).toList(), styles, choices.stream().map(Choices.Chosen::asSetting).toList()), files);
    }

    /** Paths below assets/, in the order of the themes, each once. */
    private static List<String> styles(Collection<Declaration> declarations, Map<String, ContentFile> files, Problems problems) {
        var styles = new LinkedHashSet<String>();
        for (var declaration : declarations) {
            for (var style : declaration.styles()) {
                if (files.containsKey(ASSETS + style.value())) styles.add(style.value());
                else problems.error(style.at(), "theme.no-style", "there is no style sheet '" + style.value() + "' below assets/",
                        new Unknown(style.value(), files.keySet().stream().filter(path -> path.startsWith(ASSETS) && path.endsWith(".css")).map(path -> path.substring(ASSETS.length())).toList()), "add it, or take it out");
            }
        }
        return new ArrayList<>(styles);
    }

    private static List<Choices.Chosen> choices(Wish wish, SequencedMap<String, Declaration> lineage, List<String> styles, Map<String, ContentFile> files, Problems problems) {
        var tokens = Tokens.of(styles.stream().map(style -> files.get(ASSETS + style)).toList());
        var choices = new Choices(new ValueReader(files, problems), tokens, problems);
        lineage.sequencedValues().reversed().forEach(declaration -> {
            declaration.settings().forEach(choices::define);
            choices.theme(declaration.values());
        });
        var ofSite = new Problems(wish.languages());
        choices.site(wish.values(), new ValueReader(files, ofSite));
        ofSite.found().forEach(problems::add);
        choices.tellContrast();
        return choices.all();
    }

    /** The files of every theme by the name of the theme. */
    private static Map<String, Map<String, ContentFile>> themes(SortedMap<String, ContentFile> stored) {
        var themes = new TreeMap<String, Map<String, ContentFile>>();
        stored.subMap(ROOT, AFTER_ROOT).forEach((path, file) -> {
            var slash = path.indexOf('/', ROOT.length());
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
                new Unknown(name.value(), themes), "add the folder themes/" + name.value() + ", or name another theme");
    }

    private static void tellCircle(Node.Scalar name, List<String> lineage, Problems problems) {
        var circle = lineage.subList(lineage.indexOf(name.value()), lineage.size());
        problems.error(name.at(), "theme.circle", circle.size() == 1 ? "the theme '" + name.value() + "' extends itself" : "the themes '" + String.join("', '", circle) + "' extend each other in a circle", "take 'extends' out of one of them");
    }
}
