package torg.studio.media;

import java.util.Optional;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component.Filled;
import torg.studio.desk.Desk;
import torg.studio.room.Drafted;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** A web file that somebody looks at: what it shows, who refers to it, and a form for other bytes. */
record OpenMedium(Request request, Desk desk, ContentFile file) {
    private static final String[] WORDS = {
            "history", "where", "refused", "draft-keep", "draft-compare", "preview-show", "message", "message-hint", "media-all", "media-address",
            "media-text", "media-used", "media-unused", "media-used-hint", "media-replace", "media-replace-hint", "media-replace-do", "media-file"
    };

    /** @param described the form of what it shows; empty when there is none for the caller */
    Model.Builder model(Optional<Model> described) {
        var words = Words.of(request);
        var links = new Links(request);
        var drafted = new Drafted(request, desk, file.path());
        var name = Library.name(request, file);
        var users = Told.lacking(desk.referring(file.path()), file.path(), links);
        return Model.with(Filled.Shown.SUBJECT, name).with("words", words.model(WORDS))
                .with("home", Room.HOME.link(request)).with("editor", EditorFiles.base())
                .with("drafted", drafted.own(false, links.file(file.path()))).with("others", drafted.others()).with("described", described)
                .with("medium", Model.with("name", name).with("path", file.path()).with("all", Library.room(request))
                        .with("address", Library.address(request, file)).with("size", Library.size(request, file))
                        .with("picture", Library.picture(request, file))
                        .with("file", links.file(file.path())).with("history", links.history(file.path())).with("seen", file.version())
                        .with("message", request.form("message")).with("used", !users.isEmpty()).with("users", users));
    }

    String link() {
        return Library.link(request, file);
    }

    /** What the site says of bytes that it does not take. */
    Model wrong(TorgException refused) {
        return Told.wrong(Told.of(refused, file.path(), "", new Links(request)));
    }
}
