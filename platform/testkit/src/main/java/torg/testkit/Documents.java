package torg.testkit;

import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;

/** Makes documents of text, the way {@code content/README.md} describes them. */
public final class Documents {
    private static final Pattern NAME = Pattern.compile("(?<name>.+?)(?:\\.(?<language>[a-z]{2}(?:-[A-Z]{2})?))?\\.(?<type>yml|md|html)");
    private static final Pattern FRONT = Pattern.compile("---\\R(?<front>.*?)^---\\R?(?<body>.*)", Pattern.DOTALL | Pattern.MULTILINE);

    private Documents() {}

    /**
     * A document.
     *
     * @param path with the site's folder, {@code customer-portal/pages/terms.nb.md}
     */
    public static Document of(String path, String text) {
        var below = path.substring(path.indexOf('/') + 1);
        var slash = below.indexOf('/');
        var folder = slash < 0 ? "" : below.substring(0, slash);
        var parts = NAME.matcher(below.substring(slash + 1));
        if (!parts.matches()) throw new IllegalArgumentException(path + " ends in no type of document");
        var language = parts.group("language") == null ? "" : parts.group("language");
        var type = parts.group("type");
        if (type.equals("yml")) return new Document(path, folder, parts.group("name"), language, type, Yaml.mapping(path, text), "", 1);
        var front = FRONT.matcher(text);
        if (!front.matches()) return new Document(path, folder, parts.group("name"), language, type, Node.empty(Position.start(path)), text, 1);
        var bodyLine = 1 + (int) text.substring(0, front.start("body")).lines().count();
        return new Document(path, folder, parts.group("name"), language, type, Yaml.node(path, front.group("front"), 1), front.group("body"), bodyLine);
    }
}
