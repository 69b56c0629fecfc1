package torg.site;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a path below the site's folder says of a document: {@code pages/orders/new.nb.md} is {@code orders/new} of folder {@code pages} in {@code nb}.
 *
 * @param stranger the last part of the name looks like a language that the site does not have
 */
record DocumentName(String folder, String name, String language, String type, boolean stranger) {
    /** Thousands of documents share these few words, which are kept once. */
    DocumentName {
        folder = folder.intern();
        language = language.intern();
        type = type.intern();
    }

    private static final Set<String> TYPES = Set.of("yml", "md", "html");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");

    /** Empty when the ending is not one of a document. */
    static Optional<DocumentName> of(String path, Set<String> languages) {
        var dot = path.lastIndexOf('.');
        if (dot < 0 || !TYPES.contains(path.substring(dot + 1))) return Optional.empty();
        var slash = path.indexOf('/');
        var folder = slash < 0 ? "" : path.substring(0, slash);
        var name = path.substring(slash + 1, dot);
        var type = path.substring(dot + 1);
        var tag = name.substring(name.lastIndexOf('.') + 1);
        if (tag.equals(name)) return Optional.of(new DocumentName(folder, name, "", type, false));
        if (!languages.contains(tag)) return Optional.of(new DocumentName(folder, name, "", type, LANGUAGE.matcher(tag).matches()));
        return Optional.of(new DocumentName(folder, name.substring(0, name.length() - tag.length() - 1), tag, type, false));
    }
}
