package torg.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Site;
import torg.pages.tree.PageTree;
import torg.pages.tree.SitePages;
import torg.spi.site.EditCompletion;

/**
 * Keeps what lies below a page from becoming everybody's: a page that says who may read it says so for all pages and web files below. An edit that takes it away
 * and leaves those is refused. Adds nothing to an edit.
 */
@Component(service = EditCompletion.class)
public final class GuardKeeper implements EditCompletion {
    private static final String FILES = "files";
    private static final int MOST_NAMED = 5;
    private static final Pattern PAGE = Pattern.compile("([^.]+)\\.(?:md|html|yml)");

    @Override
    public Map<String, byte[]> complete(Site site, Edit edit, Map<String, ContentFile> before) {
        var gone = edit.changes().entrySet().stream().filter(change -> change.getValue().bytes().isEmpty()).map(Map.Entry::getKey).collect(Collectors.toSet());
        if (gone.isEmpty()) return Map.of();
        var pages = site.part(SitePages.class);
        if (pages.isEmpty()) return Map.of();
        var addresses = gone.stream().flatMap(path -> address(site, path).stream()).collect(Collectors.toSet());
        for (var address : addresses) {
            if (isGuard(pages.get().tree(), address)) refuse(address, left(site, pages.get().tree(), address, addresses, gone));
        }
        return Map.of();
    }

    /** The page that a document is the whole of, variables in braces; none for what is one of its languages alone. */
    private static Optional<String> address(Site site, String path) {
        var page = PAGE.matcher(path);
        return path.startsWith(site.path("pages/")) && page.matches() ? Optional.of(SitePages.path(page.group(1).substring(site.path("pages/").length()))) : Optional.empty();
    }

    private static boolean isGuard(PageTree tree, String address) {
        return tree.entry(address).filter(entry -> !entry.page().roles().isEmpty()).isPresent();
    }

    /** Pages and web files below an address that stay when these go. */
    private static List<String> left(Site site, PageTree tree, String address, Set<String> addresses, Set<String> gone) {
        var below = address + "/";
        var left = new ArrayList<>(tree.entries().stream().map(entry -> entry.page().path()).filter(path -> path.startsWith(below) && !addresses.contains(path)).toList());
        site.files().keySet().stream().filter(path -> path.startsWith(FILES + below) && !gone.contains(site.path(path))).map(path -> "/" + path).forEach(left::add);
        return left;
    }

    private static void refuse(String address, List<String> left) {
        if (left.isEmpty()) return;
        var named = Stream.concat(left.stream().limit(MOST_NAMED), left.size() > MOST_NAMED ? Stream.of("and " + (left.size() - MOST_NAMED) + " more") : Stream.empty());
        throw TorgException.of(ProblemKind.CONFLICT, "pages.guards-others", address + " says who may read what lies below it, which would be left to the page above: " + named.collect(Collectors.joining(", ")))
                .help("take these away in the same edit or before, or move them to where they belong");
    }
}
