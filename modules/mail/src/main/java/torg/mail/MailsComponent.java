package torg.mail;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/**
 * {@code component: mails}: administrators see to whom the portal wrote, what became of it, and can have a mail that waits tried at once. Where there
 * is no mail server, and the
 * settings say so, they read it.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class MailsComponent implements Component {
    private static final int MOST = 50;
    private static final String READ = "mail";
    private final Tables tables;
    private final Postman postman;
    private final Words words = Words.beside(MailsComponent.class, "nb");

    @Activate
    public MailsComponent(@Reference Tables tables, @Reference Postman postman) {
        this.tables = tables;
        this.postman = postman;
    }

    @Override
    public String name() {
        return "mails";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Filled.Hidden();
        var newest = Query.of(MailTable.NAME, "recipient", "subject", "state", "attempts", "created", "reason").order(new Query.Order("created", true))
                .top(MOST);
        var mails = tables.query(PostedMails.HOUSE, newest).rows().stream().map(row -> mail(request, row)).toList();
        var read = request.query(READ).filter(_ -> postman.shows()).filter(id -> id.length() <= 64)
                .flatMap(id -> tables.find(PostedMails.HOUSE, MailTable.NAME, id));
        var model = Model.with("text", words.model(request)).with("mails", mails).with("some", !mails.isEmpty()).with("shows", postman.shows())
                .with("read", read.map(row -> Model.with("subject", row.text("subject")).with("to", row.text("recipient")).with("plain", row.text("plain"))
                        .build()));
        return Filled.Shown.personal("components/mails", model.build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Outcome.Show(405, fill(place));
        request.form("again").filter(id -> id.length() <= 64).flatMap(id -> tables.find(PostedMails.HOUSE, MailTable.NAME, id)).ifPresent(this::again);
        return new Outcome.Redirect(request.link(request.path()) + "#" + place.id());
    }

    /** What is being sent, or was, at this moment, stays as it is. */
    private void again(Row row) {
        if (!row.text("state").equals(Optional.of(MailTable.WAITING))) return;
        try {
            tables.write(PostedMails.HOUSE, Write.of(new Change.Update(MailTable.NAME, row.key(), OptionalLong.of(row.version()),
                    Map.of("due", row.instant("created").orElseThrow()))));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private Model mail(Request request, Row row) {
        var state = row.text("state").orElse("");
        var waiting = state.equals(MailTable.WAITING);
        var look = waiting && postman.shows() ? Optional.of(request.link(request.path()) + "?" + READ + "=" + row.key() + "#read") : Optional.<String>empty();
        return Model.with("id", row.key()).with("to", row.text("recipient")).with("subject", row.text("subject"))
                .with("created", row.instant("created").map(moment -> moment(request, moment)))
                .with("state", words.text(request, "mail-" + state)).with("look", look).with("tried", row.integer("attempts"))
                        .with("reason", row.text("reason"))
                .with("badge", waiting ? "info" : state.equals(MailTable.SENT) ? "success" : "danger").with("again", waiting && row.integer("attempts") > 0)
                        .build();
    }

    private static String moment(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT).withLocale(request.locale()).withZone(request.site().settings().timeZone())
                .format(moment);
    }
}
