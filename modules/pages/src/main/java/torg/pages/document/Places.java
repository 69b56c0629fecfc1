package torg.pages.document;

import torg.api.site.Document;
import torg.api.site.Position;

/** Where something stands in the text of a document. */
public final class Places {
    private Places() {}

    /** The place of this offset of the body. */
    public static Position in(Document document, int offset) {
        var before = document.body().substring(0, offset);
        var lines = (int) before.chars().filter(character -> character == '\n').count();
        return new Position(document.path(), document.bodyLine() + lines, offset - before.lastIndexOf('\n'));
    }
}
