package torg.studio.room;

import java.util.List;
import java.util.Optional;
import torg.api.site.Draft;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Desk;

/** The drafts that there are of a file, as every room that changes it tells of them. */
public record Drafted(Request request, Desk desk, String path) {
    /**
     * The caller's own.
     *
     * @param shown whether the room shows what it says, and not what is published
     * @param room the room with this file open, without a query of its own for it
     */
    public Optional<Model> own(boolean shown, String room) {
        var published = room + (room.contains("?") ? "&" : "?") + "published";
        return desk.own(path).map(draft -> told(draft).with("otherwise", otherwise(shown, room, published)).build());
    }

    private Optional<Model> otherwise(boolean shown, String room, String published) {
        var words = Words.of(request);
        if (!shown) return Optional.of(Model.with("link", room).with("label", words.text("draft-edit")).build());
        return desk.file(path).map(_ -> Model.with("link", published).with("label", words.text("draft-published")).build());
    }

    /** Those of others. */
    public List<Model> others() {
        return desk.drafts().stream().filter(draft -> draft.path().equals(path) && !desk.isOwn(draft)).map(draft -> told(draft).build()).toList();
    }

    private Model.Builder told(Draft draft) {
        var words = Words.of(request);
        var links = new Links(request);
        var told = desk.isOwn(draft) ? draft.change().bytes().isEmpty() ? "draft-own-gone" : "draft-own" : "draft-other";
        return Model.with("told", words.text(told, words.moment(draft.at()), draft.author().name())).with("link", links.draft(draft)).with("preview", links.preview(draft));
    }
}
