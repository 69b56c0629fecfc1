package torg.studio.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component.Filled;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.room.Drafted;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** A file that somebody has open in the editor, there or not, and how the editor shows it. */
record OpenFile(Request request, Desk desk, Sites sites, String path) {
    /** The rooms in which documents of a shelf are changed by form. */
    private static final Map<String, Room> FORMS = Map.of("lists", Room.LIST, "forms", Room.FORM, "permissions", Room.PERMISSION, "roles", Room.ROLE);

    Optional<ContentFile> stored() {
        return desk.file(path);
    }

    /** The editor with this in it, and what it is led by: what was done, or what is wrong. */
    Filled shown(Sheet sheet, Model led) {
        var words = Words.of(request);
        var links = new Links(request);
        var drafted = new Drafted(request, desk, path);
        var work = Work.of(request.site(), path, request.locale());
        var warnings = led.has("problems") ? List.<Model>of() : sites.problems().stream().filter(problem -> problem.at().path().equals(path))
                .map(problem -> Model.with("line", problem.at().line()).with("message", problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")")).build()).toList();
        var model = Model.with(Filled.Shown.SUBJECT, work.title())
                .with("words", words.model("conflict-told", "conflict-decide", "by-form", "completes", "text", "message", "message-hint", "save", "delete", "delete-sure", "delete-hint", "delete-lacking", "delete-anyway", "refused", "warnings", "where", "new-file", "no-text", "too-large", "open-page", "history", "preview", "preview-at", "preview-hint", "stale-keep", "move", "move-to", "move-hint", "move-sure",
                        "difference", "was", "is", "too-different", "theirs", "draft-keep", "move-draft", "draft-delete", "draft-compare", "preview-show", "close", "close-sure"))
                .with("path", path)
                .with("shelf", Model.with("label", words.textOr("shelf." + work.shelf(), work.shelf())).with("link", links.shelf(work.shelf())))
                .with("page", sheet.stored().flatMap(_ -> work.shelf().equals("files") ? Optional.of("/files/" + work.name()) : work.fixedAddress()).map(address -> links.page(address, work.paths().firstKey())))
                .with("history", sheet.stored().map(_ -> links.history(path)))
                .with("form", form(sheet, work))
                .with("address", led.has("address") ? led.get("address") : work.address().isEmpty() ? "/" : work.fixedAddress().map(address -> links.page(address, work.paths().firstKey())).orElse(""))
                .with("previewed", !work.shelf().equals("tables"))
                .with("moves", sheet.stored().isPresent() && work.moves() ? Optional.of(Model.with("to", request.form("to").or(work::address))) : Optional.empty())
                .with("fresh", sheet.stored().isEmpty())
                .with("stored", sheet.stored().isPresent())
                .with("editable", sheet.text().isPresent())
                .with("binary", Stream.concat(sheet.stored().map(ContentFile::bytes).stream(), desk.own(path).flatMap(draft -> draft.change().bytes()).stream()).anyMatch(bytes -> Desk.text(bytes).isEmpty()))
                .with("text", sheet.text().orElse(""))
                .with("rows", Math.clamp(sheet.text().orElse("").lines().count() + 3, 12, 32))
                .with("longest", Desk.LONGEST_TEXT)
                .with("editor", EditorFiles.base())
                .with("seen", sheet.seen())
                .with("draft", sheet.draft())
                .with("drafted", drafted.own(!sheet.draft().isEmpty(), links.file(path)))
                .with("others", drafted.others())
                .with("contested", desk.conflicts().stream().anyMatch(conflict -> conflict.path().equals(path)) ? Optional.of(links.conflict(path)) : Optional.empty())
                .with("message", sheet.message())
                .with("warned", !warnings.isEmpty())
                .with("warnings", warnings)
                .build();
        return Filled.Shown.personal("components/studio-file", model.and(led));
    }

    /** Where the same is changed by form. */
    private Optional<String> form(Sheet sheet, Work work) {
        var site = request.site();
        if (work.shelf().equals("pages") && work.paths().containsKey("") && sheet.stored().isPresent()) return Optional.of(Room.PAGE.link(request) + "?path=" + Links.encoded(path));
        if (path.equals(site.path(Starts.LOOK))) return Optional.of(Room.THEME.link(request));
        if (sheet.stored().isPresent() && FORMS.containsKey(work.shelf())) return Optional.of(FORMS.get(work.shelf()).link(request) + "?path=" + Links.encoded(path));
        return path.equals(site.path(Starts.NAVIGATION)) ? Optional.of(Room.NAVIGATION.link(request)) : Optional.empty();
    }
}
