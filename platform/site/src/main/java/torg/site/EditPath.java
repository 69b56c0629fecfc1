package torg.site;

import java.util.regex.Pattern;

/** Which paths somebody may edit: those of this site and of themes that any file system and any address can carry. */
record EditPath(String site) {
    private static final int LONGEST = 250;
    private static final int DEEPEST = 20;
    /** No name begins or ends with a dot or a space: the one hides a file, the other does not come back from every file system. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_\\[-](?:[\\p{L}\\p{M}\\p{N}_ .,()\\[\\]+@-]*[\\p{L}\\p{M}\\p{N}_()\\[\\]-])?");

    /** Whether a file may lie there. */
    boolean isFit(String path) {
        var names = path.split("/", -1);
        var root = path.startsWith("content/" + site + "/") || path.startsWith("themes/") && names.length > 2;
        if (!root || path.length() > LONGEST || names.length > DEEPEST) return false;
        for (var name : names) if (!NAME.matcher(name).matches()) return false;
        return true;
    }
}
