package torg.studio.view;

import java.util.List;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.table.Schema;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.room.Words;

/** What a document of one kind says as fields of a form, and what was typed there as changes of the document. */
interface ViewFields {
    /** Whose fields: what the form was sent with counts in place of the document once it was {@code typed}. */
    record Written(Request request, Document document, Schema schema, boolean typed) {}

    /** The fields, as they were typed, else as the document says it. */
    Model model(Words words);

    /** What the form changes: nothing of what was left as it is. */
    List<Amendment> amendments();
}
