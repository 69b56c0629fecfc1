package torg.content.files;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which names of files and folders are an author's, and which only pass by while an editor saves. */
final class FileNames {
    private static final List<String> PASSING = List.of("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___");

    private static final List<String> DOCUMENTS = List.of(".yml", ".md", ".html");

    /** In bytes; file systems take 255. */
    private static final int LONGEST = 250;

    private FileNames() {}

    /** A name that a site reads as a document, which a folder must not take the place of. */
    static boolean document(String name) {
        return DOCUMENTS.stream().anyMatch(name::endsWith);
    }

    /** A name that a file of an edit can have on every file system; not empty, and none that leads elsewhere. */
    static boolean fit(String name) {
        return !name.isBlank() && !ignored(name) && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST && name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == ':');
    }

    /** Hidden names, and those that editors give to what they are about to rename or remove. */
    static boolean ignored(String name) {
        return name.startsWith(".") || PASSING.stream().anyMatch(name::endsWith) || name.startsWith("#") && name.endsWith("#");
    }
}
