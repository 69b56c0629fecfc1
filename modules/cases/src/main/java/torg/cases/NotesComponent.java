package torg.cases;

import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.file.StoredFile;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: case-notes}: what both sides said about a case, and the box in which one says more. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class NotesComponent implements Component {
    private static final Logger LOG = LoggerFactory.getLogger(NotesComponent.class);
    /** The newest are shown. */
    static final int MOST = 200;
    private static final int LONGEST_KEY = 64;
    private final Tables tables;
    private final Desk desk;
    private final Words words = Words.beside(NotesComponent.class, "nb");

    @Activate
    public NotesComponent(@Reference Tables tables) {
        this(tables, InstantSource.system());
    }

    NotesComponent(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.desk = new Desk(tables, clock);
    }

    @Override
    public String name() {
        return "case-notes";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.required("case");
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        return seen(place).<Filled>map(seen -> filled(place, seen, "", List.of())).orElseGet(Filled.Hidden::new);
    }

    /** Taken from whoever may write notes to this very case; the permissions say who that is. */
    @Override
    public Outcome act(Place place) {
        var seen = seen(place);
        if (seen.isEmpty() || !mayWrite(place.request(), seen.get())) return new Outcome.Show(405, fill(place));
        var request = place.request();
        var text = request.form("text").map(String::strip).orElse("");
        var wrong = wrong(seen.get().kind(), request, text);
        if (!wrong.isEmpty()) return new Outcome.Show(422, filled(place, seen.get(), text, wrong));
        tables.write(writer(request, seen.get().kind()), note(request, seen.get(), text));
        takeIn(seen.get().kind());
        return new Outcome.Redirect(request.link(request.path()) + "#" + place.id());
    }

    /** So that whoever wrote sees at once what became of the case; where it cannot be done now, {@link Keeper} does it soon. */
    private void takeIn(CaseKind kind) {
        try {
            desk.round(kind);
        } catch (TorgException e) {
            LOG.debug("a note is taken in later because={}", e.getMessage());
        }
    }

    /** A case that the caller may see. */
    private record Seen(CaseKind kind, Row row) {}

    private Optional<Seen> seen(Place place) {
        var request = place.request();
        if (request.caller().contact().isEmpty()) return Optional.empty();
        var kind = place.parameters().entries().get("case") instanceof Node.Scalar name ? request.site().part(Cases.class).flatMap(cases -> cases.find(name.value())) : Optional.<CaseKind>empty();
        return kind.flatMap(found -> Optional.ofNullable(place.page().variables().get(found.variable())).filter(key -> !key.isBlank() && key.length() <= LONGEST_KEY)
                .flatMap(key -> tables.find(request.caller(), found.table(), key, CaseKind.ACCOUNT)).map(row -> new Seen(found, row)));
    }

    private static Caller writer(Request request, CaseKind kind) {
        return request.caller().through(kind.form());
    }

    private boolean mayWrite(Request request, Seen seen) {
        var writer = writer(request, seen.kind());
        return tables.may(writer, Privilege.CREATE, seen.kind().notes()) && tables.explain(writer, Privilege.APPEND_TO, seen.kind().table(), seen.row().key()).allowed();
    }

    private boolean mayBeInternal(Request request, CaseKind kind) {
        return kind.internal() && tables.mayUse(writer(request, kind), ColumnPrivilege.CREATE, kind.notes(), CaseKind.INTERNAL);
    }

    /** Keys of the words for what is wrong with what was sent. */
    private static List<String> wrong(CaseKind kind, Request request, String text) {
        var wrong = new ArrayList<String>();
        if (text.isEmpty()) wrong.add("cases-text-missing");
        if (text.length() > kind.longest()) wrong.add("cases-text-too-long");
        if (kind.file().isPresent()) request.file("file").ifPresent(file -> kind.file().get().check(file, "file", problem -> wrong.add("cases-" + problem.code())));
        return wrong;
    }

    /** A repeat of the same words from the same box, as by pressing twice, is one note. */
    private Write note(Request request, Seen seen, String text) {
        var kind = seen.kind();
        var values = new HashMap<String, Object>(Map.of(kind.lookup(), seen.row().key(), CaseKind.TEXT, text, CaseKind.CONTACT, request.caller().contact().orElseThrow(), CaseKind.WRITTEN, desk.clock().instant()));
        request.caller().accounts().stream().findFirst().ifPresent(account -> values.put(CaseKind.ACCOUNT, account));
        if (kind.file().isPresent()) request.file("file").ifPresent(file -> values.put(CaseKind.FILE, file));
        if (mayBeInternal(request, kind) && request.form("internal").isPresent()) values.put(CaseKind.INTERNAL, true);
        var write = Write.of(new Change.Create(kind.notes(), values));
        var digest = Write.Once.digestOf(seen.row().key() + "\n" + text);
        return request.form("once").filter(once -> once.matches("[0-9a-f-]{36}")).map(once -> write.once(once + "." + digest, digest)).orElse(write);
    }

    private Filled filled(Place place, Seen seen, String typed, List<String> wrong) {
        var request = place.request();
        var kind = seen.kind();
        var readable = kind.noteColumns().stream().filter(column -> tables.mayUse(request.caller(), ColumnPrivilege.READ, kind.notes(), column)).toArray(String[]::new);
        var query = Query.of(kind.notes(), readable).where(Condition.eq(kind.lookup(), seen.row().key())).order(new Query.Order(CaseKind.WRITTEN, true)).top(MOST);
        var newest = tables.query(request.caller(), query).rows();
        var names = names(newest);
        var customer = seen.row().text(CaseKind.ACCOUNT).filter(account -> request.caller().accounts().contains(account)).isPresent();
        var model = Model.with("text", words.model(request)).with("notes", newest.reversed().stream().map(note -> model(request, seen, note, names, customer)).toList()).with("some", !newest.isEmpty())
                .with("more", newest.size() == MOST).with("writes", mayWrite(request, seen)).with("files", kind.file().isPresent()).with("accepts", kind.file().map(rule -> rule.accepts()).orElse(""))
                .with("mayBeInternal", mayBeInternal(request, kind)).with("longest", Integer.toString(kind.longest())).with("typed", typed).with("isInternal", request.form("internal").isPresent())
                .with("once", UUID.randomUUID().toString()).with("wrong", wrong.stream().map(key -> words.text(request, key, kind.longest(), kind.file().map(rule -> rule.maxSize() / 1024 / 1024).orElse(0L))).toList()).with("isWrong", !wrong.isEmpty());
        return Filled.Shown.personal("components/case-notes", model.build(), Set.of(kind.table(), kind.notes()));
    }

    /** Of the people who wrote, by key: read in the module's own name, for who may read a note may know who wrote it, and need not see that person's row. */
    private Map<String, String> names(List<Row> notes) {
        var people = notes.stream().flatMap(note -> note.text(CaseKind.CONTACT).stream()).distinct().map(key -> Condition.eq(keyOf("contact"), key)).toList();
        var title = tables.schema().find("contact").map(table -> table.title()).orElse("");
        if (people.isEmpty()) return Map.of();
        return tables.query(Desk.HOUSE, Query.of("contact", title).where(Condition.any(people)).top(MOST)).rows().stream()
                .collect(Collectors.toMap(Row::key, row -> row.text(title).orElse(row.key())));
    }

    private String keyOf(String table) {
        return tables.schema().find(table).orElseThrow().key();
    }

    /** Customers are answered by the house, and its own people see who of them did. */
    private Model model(Request request, Seen seen, Row note, Map<String, String> names, boolean customer) {
        var theirs = Desk.isCustomers(note, seen.row());
        var name = theirs || !customer ? note.text(CaseKind.CONTACT).map(key -> names.getOrDefault(key, key)) : Optional.<String>empty();
        var when = note.instant(CaseKind.WRITTEN).map(moment -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(request.locale())
                .withZone(request.site().settings().timeZone()).format(moment)).orElse("");
        var file = note.value(CaseKind.FILE).map(StoredFile.class::cast);
        return Model.with("who", name.orElseGet(() -> request.site().settings().name().in(request.locale()))).with("seller", !theirs).with("when", when).with("internal", note.is(CaseKind.INTERNAL))
                .with("paragraphs", note.text(CaseKind.TEXT).orElse("").lines().filter(line -> !line.isBlank()).toList())
                .with("fileName", file.map(StoredFile::name).orElse("")).with("file", file.map(_ -> "/api/tables/" + note.table() + "(" + note.key() + ")/" + CaseKind.FILE + "/$value").orElse("")).build();
    }
}
