package torg.pages.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Problems;
import torg.api.site.SiteMarkers;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.Unknown;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/**
 * Looks in the theme's templates for names that a page is not handed: words, snippets, menus, and the names before the dot. Components have values of
 * their own, so their templates are left alone; so is a name that is merely like none of ours, because a part may be handed it by something else.
 */
public final class NameCheck {
    private static final Pattern NAME = Pattern.compile("\\{\\{\\{?([#^&]?)\\s*([\\w-]+)\\.([\\w-]+)(?=[\\s.}])");
    /** What stands around every page, what is the page's own, and what items of lists have. */
    private static final Set<String> HANDED = Set.of("site", "text", "menus", "crumbs", "languages", "address", "snippets", "markers", "signIn", "problems", "robots", "feed", "publishing", "unpublished",
            "page", "slots", "caller", "csrf", "locale", "assets", "theme",
            "title", "link", "current", "within", "items", "hasItems", "tag", "name", "place", "message", "help", "fatal", "refused", "canonical", "alternates", "component");
    /** Names below them are the site's to give. */
    private static final Set<String> OF_SITE = Set.of("text", "snippets", "menus", "markers");
    private static final int MOST_TOLD = 20;
    /** Longer is no misspelt name, and slow to compare. */
    private static final int LONGEST = 100;

    private final Map<String, Set<String>> known = new TreeMap<>();
    private final Problems problems;

    public NameCheck(SiteSource source, SitePages pages, Set<String> words, Problems problems) {
        this.problems = problems;
        var texts = new TreeSet<>(words);
        source.documents("").stream().filter(document -> document.name().equals("messages")).forEach(document -> texts.addAll(document.fields().entries().keySet()));
        known.put("text", texts);
        known.put("snippets", new TreeSet<>(pages.snippets().keySet()));
        known.put("markers", source.part(SiteMarkers.class).paths().keySet());
        known.put("menus", new TreeSet<>(pages.menus().keySet()));
        var theme = source.part(SiteTheme.class).settings().stream().map(ThemeSetting::name).collect(Collectors.toCollection(TreeSet::new));
        theme.add("styles");
        known.put("theme", theme);
        known.put("site", Set.of("name", "home"));
        known.put("page", Set.of("title", "description", "path", "body", "template", "type", "fields"));
        known.put("caller", Set.of("signedIn", "name", "roles"));
        known.put("locale", Set.of("tag", "prefix"));
    }

    public void check(ThemeTemplates templates) {
        var told = new HashSet<String>();
        for (var text : templates.ofPages().values()) {
            NAME.matcher(text.text()).results().limit(10_000).filter(found -> !isKnown(found) && told.add(found.group(2) + "." + found.group(3))).limit(MOST_TOLD).forEach(found -> tell(text, found));
        }
    }

    private boolean isKnown(MatchResult found) {
        var root = found.group(2);
        var name = found.group(3);
        if (!HANDED.contains(root)) return nearest(root, HANDED).isEmpty();
        var names = known.get(root);
        if (names == null || names.contains(name)) return true;
        return mayBeMissing(found) && nearest(name, names).isEmpty();
    }

    /** A theme asks first whether there is such a word or snippet. A menu is always asked for so, and one that nobody describes is a gap in the page. */
    private static boolean mayBeMissing(MatchResult found) {
        return !found.group(2).equals("menus") && (found.group(1).equals("#") || found.group(1).equals("^"));
    }

    private static Optional<String> nearest(String name, Set<String> names) {
        return name.length() > LONGEST ? Optional.empty() : Problems.nearest(name, names);
    }

    private void tell(ThemeTemplates.Text text, MatchResult found) {
        var root = found.group(2);
        var ours = HANDED.contains(root) && !OF_SITE.contains(root);
        var name = ours ? root + "." + found.group(3) : HANDED.contains(root) ? found.group(3) : root;
        var names = ours ? known.get(root).stream().map(one -> root + "." + one).collect(Collectors.toCollection(TreeSet::new)) : HANDED.contains(root) ? known.get(root) : HANDED;
        var what = switch (HANDED.contains(root) ? root : "") {
            case "text" -> "there is no word '";
            case "snippets" -> "there is no snippet '";
            case "menus" -> "there is no menu '";
            case "markers" -> "no page has the marker '";
            default -> "a page is handed nothing by the name '";
        };
        var otherwise = switch (root) {
            case "text" -> "add it to messages.yml of the site";
            case "snippets" -> "add it to the folder snippets, or open it as a section";
            case "menus" -> "add it to navigation.yml";
            case "markers" -> "add it as 'marker:' to the page that is meant";
            default -> "use one of " + String.join(", ", new TreeSet<>(names));
        };
        problems.warning(text.at(found.start()), "pages.unknown-name", what + name + "'", new Unknown(name, name.length() > LONGEST ? Set.of() : names), otherwise);
    }
}
