package torg.content.git;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names files and folders may have. A tree of Git can hold any bytes, also names that no checkout would survive. */
final class Names {
    /** What a store holds; everything else in the repository is nobody's business here. */
    static final List<String> ROOTS = List.of("content", "themes");
    static final int DEEPEST = 40;

    /** In bytes; file systems take 255. */
    private static final int LONGEST = 250;
    private static final char NOT_UTF_8 = '\uFFFD';
    /** What some file system takes for {@code .git}: Windows knows a short name and forgets dots and spaces, a Mac leaves out characters that are not seen. */
    private static final Pattern GIT = Pattern.compile("(\\.git|git~[0-9]+)[. ]*");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}]");

    private Names() {}

    /** Names that are no author's: tools keep their own there. */
    static boolean hidden(String name) {
        return name.startsWith(".");
    }

    /** What is wrong with a name, to follow "has a name that"; empty when it is fit. */
    static Optional<String> fault(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) return Optional.of("leads elsewhere");
        if (GIT.matcher(UNSEEN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("")).matches()) return Optional.of("is Git's own");
        if (name.indexOf(NOT_UTF_8) >= 0) return Optional.of("is not written in UTF-8");
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == '/' || c == ':')) return Optional.of("holds a character that not every file system takes");
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) return Optional.of("has more than " + LONGEST + " bytes");
        return Optional.empty();
    }

    /** Whether an edit may put a file there. */
    static boolean fit(String path) {
        var names = path.split("/", -1);
        return names.length > 1 && names.length <= DEEPEST && ROOTS.contains(names[0]) && List.of(names).stream().noneMatch(name -> hidden(name) || fault(name).isPresent());
    }
}
