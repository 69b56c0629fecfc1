package torg.studio.file;

import java.util.Optional;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.studio.desk.Desk;

/** What the editor holds: a text and the version of the file it comes of, and that of the caller's draft where it comes of one. */
record Sheet(Optional<ContentFile> stored, Optional<String> text, String seen, String message, String draft) {
    static Sheet of(Optional<ContentFile> stored) {
        return new Sheet(stored, stored.flatMap(Desk::text).filter(text -> text.length() <= Desk.LONGEST_TEXT), stored.map(ContentFile::version).orElse(""), "", "");
    }

    /** Of a draft by which the file would go, the text that is there. */
    static Sheet of(Optional<ContentFile> stored, Draft draft) {
        var text = draft.change().bytes().isEmpty() ? of(stored).text() : Desk.text(draft.change().bytes().get()).filter(drafted -> drafted.length() <= Desk.LONGEST_TEXT);
        return new Sheet(stored, text, draft.change().seen().orElse(""), "", draft.version());
    }
}
