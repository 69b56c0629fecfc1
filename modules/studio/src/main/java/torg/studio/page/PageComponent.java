package torg.studio.page;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Edition;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Work;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** A page by form: what stands in front of its text as fields, and the text below. What the form does not show stays as it is. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PageComponent implements Component {

    private final Editing editing;

    /** @param editing makes the edits */
    @Activate
    public PageComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.PAGE.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request, request.query("path").orElse("")).map(document -> shown(document, false, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    /** A page in the default language, which says all of it but the words of the others. */
    private Optional<FormDocument> document(Request request, String path) {
        return Desk.of(editing, request).filter(_ -> path.startsWith(request.site().path("pages/")) && path.matches(".*\\.(?:md|html)")).flatMap(desk -> FormDocument.of(request, desk, path))
                .filter(document -> !document.text().isEmpty() && Work.of(request.site(), path, request.locale()).paths().containsKey(""));
    }

    private Filled shown(FormDocument document, boolean typed, Model led) {
        var request = document.request();
        var words = Words.of(request);
        var work = Work.of(request.site(), document.path(), request.locale());
        var model = document.shown(room(document), typed,
                        "open-page", "page-title", "page-description", "page-template", "page-type", "page-access", "access-roles", "page-publish",
                        "page-expire", "moment-hint", "page-draft", "page-hidden", "page-noindex", "page-order", "page-order-hint", "page-placed",
                        "page-placed-hint", "look-at", "look-at-hint", "preview", "view-try", "view-add-column", "view-add", "up", "down", "remove",
                        "one-each-line", "shelf.pages", "editions", "editions-hint", "edition-stands", "edition-now", "edition-when", "edition-end", "edition-begin")
                .with(Filled.Shown.SUBJECT, work.title()).with("page", work.fixedAddress().map(request::link))
                .with("address", request.form("address").or(() -> work.fixedAddress().map(request::link)).orElse("/")).with("longest", Desk.LONGEST_TEXT);
        if (work.edition().isEmpty()) model.with("editions", editions(document, work));
        try {
            var read = document.read();
            var body = typed ? request.form("text").orElse("") : read.body();
            model.with("form", new PageFields(request, read, typed).model(words).and(Model.with("body", body).with("rows", Math.clamp(body.lines().count() + 2, 8, 32)).build()));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-page", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-page", model.build().and(led));
    }

    /** Those that there are, and what is typed for another. */
    private static Model editions(FormDocument document, Work page) {
        var request = document.request();
        var works = Work.of(request.site(), document.desk().files().keySet().stream().filter(path -> path.startsWith(request.site().path("pages/"))).toList(), request.locale());
        return Model.with("known", Editions.of(request, works).at(page.address().orElse(""))).with("from", request.form("from")).with("until", request.form("until")).build();
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return document(request, request.form("path").orElse("")).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document) {
        var request = document.request();
        if (request.form("action").filter("edition"::equals).isPresent()) return begun(document);
        // arranged, and not saved
        if (request.form("do").isPresent()) return new Outcome.Show(200, shown(document, true, Model.EMPTY));
        if (document.isTried()) return document.tried(() -> document.desk().propose(document.path(), wanted(document)), told -> shown(document, true, told));
        return document.answer(() -> save(document), room(document), told -> shown(document, true, told));
    }

    /** To the editor, in which an edition begins with what it is to stand in the place of; its file is made when that is saved. */
    private Outcome begun(FormDocument document) {
        var request = document.request();
        try {
            var edition = new Edition(document.path(), moment(request.form("from")), moment(request.form("until")));
            if (edition.from().isPresent() && Edition.of(edition.path()).isPresent()) return new Outcome.Redirect(new Links(request).file(edition.path()));
        } catch (DateTimeException e) {
            // told below, as what names no moment
        }
        return new Outcome.Show(422, shown(document, false, Told.saying(Words.of(request).text("edition-never"))));
    }

    private static Optional<LocalDateTime> moment(Optional<String> typed) {
        return typed.map(String::strip).filter(text -> !text.isEmpty()).map(LocalDateTime::parse);
    }

    private static String room(FormDocument document) {
        return Room.PAGE.link(document.request()) + "?path=" + Links.encoded(document.path());
    }

    private static FormDocument.Saved save(FormDocument document) {
        var request = document.request();
        var text = request.form("text").orElse("").replace("\r\n", "\n");
        if (text.length() > Desk.LONGEST_TEXT) return new FormDocument.Saved.Refused(422, Told.saying(Words.of(request).text("too-long", Desk.LONGEST_TEXT)));
        return document.save(wanted(document));
    }

    /** The front as it is changed, the text below it as it was sent; a text that only ends its lines otherwise is the same. */
    private static String wanted(FormDocument document) {
        var request = document.request();
        var amended = document.desk().editing().amended(document.path(), document.text(), new PageFields(request, document.read(), true).amendments());
        var text = request.form("text").orElse("").replace("\r\n", "\n");
        var read = document.desk().editing().read(document.path(), amended);
        if (read.body().replace("\r\n", "\n").equals(text)) return amended;
        return amended.substring(0, amended.length() - read.body().length()) + (document.text().contains("\r\n") ? text.replace("\n", "\r\n") : text);
    }
}
