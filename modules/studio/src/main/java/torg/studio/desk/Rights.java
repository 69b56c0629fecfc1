package torg.studio.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.site.Edition;
import torg.api.site.Site;

/**
 * Which files of the site somebody may look at and change. Administrators all of them; who has a role that the setting {@value #AUTHORS} names, what is written for
 * readers; who has one of {@value #DESIGNERS}, that and the themes with what is set of them. Whoever may change a theme can make every page do what they like in an administrator's
 * browser, and is to be trusted like one; what an author may change cannot.
 *
 * @param all whether they may change every file
 * @param words whether they may change what is written for readers; whoever may change the looks may
 * @param looks whether they may change themes; whoever may change every file may
 * @param root the site's folder
 */
public record Rights(boolean all, boolean words, boolean looks, String root) {
    public static final String AUTHORS = "studio-authors";
    public static final String DESIGNERS = "studio-designers";
    /** Web files that no browser runs. */
    private static final Set<String> HARMLESS = Set.of("png", "jpg", "jpeg", "gif", "webp", "avif", "pdf", "csv", "txt", "zip", "docx", "xlsx", "pptx", "mp3", "mp4", "woff2");
    private static final Set<String> TEXTS = Set.of("md", "html");

    public static Rights of(Site site, Caller caller) {
        var settings = site.settings();
        var all = settings.isAdministrator(caller);
        // Whoever comes by the link of a preview has its web roles for what pages show, and nobody's files.
        var person = !caller.isAnonymous() && caller.kind() != Caller.Kind.PREVIEW && caller.limits().tables().isEmpty();
        var looks = all || person && any(settings.value(DESIGNERS), caller);
        return new Rights(all, looks || person && any(settings.value(AUTHORS), caller), looks, site.path(""));
    }

    private static boolean any(Optional<String> roles, Caller caller) {
        return roles.stream().flatMap(Rights::names).anyMatch(caller::hasRole);
    }

    /** The web roles that a setting names, with commas between them. */
    public static Stream<String> names(String setting) {
        return Arrays.stream(setting.split(",")).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** Whether there is anything at all to be done. */
    public boolean any() {
        return all || words || looks;
    }

    /** Whether this file may be read and changed. */
    public boolean reach(String path) {
        if (path.startsWith("themes/") || path.equals(root + Starts.LOOK)) return looks;
        if (!path.startsWith(root)) return false;
        return all || words && isForReaders(Edition.ifAny(path).map(Edition::place).orElse(path).substring(root.length()));
    }

    private static boolean isForReaders(String path) {
        var ending = path.substring(path.lastIndexOf('.') + 1);
        if (path.startsWith("pages/") || path.startsWith("snippets/")) return TEXTS.contains(ending);
        if (path.startsWith("files/")) return HARMLESS.contains(ending.toLowerCase(Locale.ROOT));
        return path.equals("navigation.yml") || path.equals("redirects.yml") || path.equals("pictures.yml") || path.matches("messages\\.[A-Za-z-]+\\.yml");
    }
}
