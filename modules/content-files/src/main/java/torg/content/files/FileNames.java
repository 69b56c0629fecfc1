package torg.content.files;

import java.util.List;

/** Which names of files and folders are an author's, and which only pass by while an editor saves. */
final class FileNames {
    private static final List<String> PASSING = List.of("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___");

    private static final List<String> DOCUMENTS = List.of(".yml", ".md", ".html");

    private FileNames() {}

    /** A name that a site reads as a document, which a folder must not take the place of. */
    static boolean document(String name) {
        return DOCUMENTS.stream().anyMatch(name::endsWith);
    }

    /** Hidden names, and those that editors give to what they are about to rename or remove. */
    static boolean ignored(String name) {
        return name.startsWith(".") || PASSING.stream().anyMatch(name::endsWith) || name.startsWith("#") && name.endsWith("#");
    }
}
