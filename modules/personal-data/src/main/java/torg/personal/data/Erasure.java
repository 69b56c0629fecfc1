package torg.personal.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.personal.data.Sources.Source;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.PersonalData;
import torg.spi.identity.PersonalData.Fate;

/**
 * Erases a person: shown first, then done. Can be repeated: what an interruption left goes the next time. The contact's row stays, without what it said of the person, since orders name
 * it; its column {@code erased} keeps the ERP's record from being taken again.
 */
@Component(service = Erasure.class)
public final class Erasure {
    private static final String ERASED = "erased";
    /** The site's setting: its tables, with commas or spaces between, of which the rows that look up a contact go with it. */
    private static final String GOING = "erased-with-person";
    /** In one write. */
    private static final int AT_ONCE = 2_000;
    /** More than anybody has of rows, and of sessions that begin meanwhile. */
    private static final int MOST_ROUNDS = 200;
    private final Tables tables;
    private final Admissions admissions;
    private final Whose whose;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<PersonalData> modules = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog log;

    @Activate
    public Erasure(@Reference Tables tables, @Reference Entrance entrance, @Reference Admissions admissions) {
        this.tables = tables;
        this.admissions = admissions;
        this.whose = new Whose(entrance, admissions);
    }

    /** Whether it is not long ago that who asks proved who they are. */
    boolean isFresh(Request request) {
        return whose.isFresh(request);
    }

    /**
     * What there is of a person, and what becomes of it.
     *
     * @param contact its key
     * @param erased whether this was done before
     * @param parts those of which there are rows
     */
    record Plan(String contact, boolean erased, List<Part> parts) {}

    /**
     * Rows about a person.
     *
     * @param name of the table, or of table and column where a module keeps them
     * @param rows how many
     */
    record Part(String name, Fate fate, long rows) {}

    /**
     * What would become of a person; nothing is done.
     *
     * @param person key, or the address with which they sign in
     * @throws TorgException as {@link Whose#another}; NOT_FOUND {@code personal-data.nobody} where the administrator sees no such contact; CONFIG {@code personal-data.no-mark} and
     *     {@code personal-data.wrong-tables} where the site does not say what it has to
     */
    Plan plan(Request request, String person) {
        var contact = seen(request, person);
        return plan(contact.key(), contact.is(ERASED), sources(request.site(), contact.key()));
    }

    /**
     * Erase a person. From the next request on nobody is in as them.
     *
     * @param confirmed the contact's key, which whoever erases has read and says again
     * @return what there was, and became so
     * @throws TorgException as {@link #plan}; INVALID {@code personal-data.unconfirmed} for another key
     */
    Plan erase(Request request, String person, String confirmed) {
        var contact = seen(request, person);
        if (!contact.key().equals(confirmed.strip())) {
            throw TorgException.of(ProblemKind.INVALID, "personal-data.unconfirmed", "the key that was given to confirm it is not that of the contact").help("give the key as it is shown");
        }
        var sources = sources(request.site(), contact.key());
        var plan = plan(contact.key(), contact.is(ERASED), sources);
        Optional.ofNullable(log).ifPresentOrElse(to -> to.telling(Act.done("person-erased").about(contact.key()), () -> {
            erase(request, contact.key(), sources);
            to.erase(contact.key());
        }), () -> erase(request, contact.key(), sources));
        return plan;
    }

    private Row seen(Request request, String person) {
        var key = whose.another(request, person);
        if (tables.find(request.caller(), Sources.CONTACT, key).isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "personal-data.nobody", "there is no such contact");
        return tables.find(Sources.HOUSE, Sources.CONTACT, key).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "personal-data.nobody", "there is no such contact"));
    }

    /** Found once: whose address is emptied is not found by it again. */
    private List<Source> sources(Site site, String contact) {
        if (!isTruth(ERASED)) {
            throw TorgException.of(ProblemKind.CONFIG, "personal-data.no-mark", "table 'contact' has no column 'erased'; without it the ERP's record would bring the person back")
                    .help("add the column 'erased: {type: boolean}'");
        }
        var going = site.settings().value(GOING).map(names -> Arrays.stream(names.split("[,\\s]+")).filter(name -> !name.isEmpty()).toList()).orElse(List.of());
        var sources = new Sources(tables, admissions, modules).whole(contact, going);
        going.stream().filter(name -> name.equals(Sources.CONTACT) || sources.stream().noneMatch(source -> source.name().equals(name))).findFirst().ifPresent(wrong -> {
            throw TorgException.of(ProblemKind.CONFIG, "personal-data.wrong-tables", "the site's setting '" + GOING + "' names '" + wrong + "', which is no table with a lookup to a contact")
                    .help("name tables of the site in it");
        });
        return sources;
    }

    private boolean isTruth(String column) {
        return tables.schema().table(Sources.CONTACT).column(column).filter(found -> found.type() == ColumnType.BOOLEAN).isPresent();
    }

    private Plan plan(String contact, boolean erased, List<Source> sources) {
        return new Plan(contact, erased, sources.stream().map(source -> new Part(source.name(), source.fate(), tables.count(Sources.HOUSE, source.table(), source.rows())))
                .filter(part -> part.rows() > 0).toList());
    }

    /** Until nothing is left: sessions end by themselves meanwhile, and others begin until the first write is made. */
    private void erase(Request request, String contact, List<Source> sources) {
        var begun = false;
        for (var round = 0; round < MOST_ROUNDS; round++) {
            var changes = sources.stream().flatMap(source -> changes(contact, source)).limit(AT_ONCE).toList();
            if (changes.isEmpty()) return;
            begun |= written(begun ? changes : Stream.concat(Stream.of(stays(request)), changes.stream()).toList());
        }
        throw TorgException.of(ProblemKind.BUSY, "personal-data.unfinished", "the person is not erased whole").help("erase them once more; what is left goes then");
    }

    /** It holds only while the administrator's own session is there: of two who erase each other one comes too late. */
    private Change stays(Request request) {
        return admissions.stays(request.caller(), request.csrf().orElseThrow()).orElseThrow(() -> TorgException.of(ProblemKind.SIGN_IN, "personal-data.sign-in", "your session is over"));
    }

    private boolean written(List<Change> changes) {
        try {
            tables.write(Sources.HOUSE, Write.of(changes));
            return true;
        } catch (TorgException e) {
            // one of the rows changed or went meanwhile: the next round finds what is left
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.STALE) throw e;
            return false;
        }
    }

    private Stream<Change> changes(String contact, Source source) {
        return switch (source.fate()) {
            case Fate.Goes() -> rows(source, List.of()).map(row -> new Change.Delete(source.table(), row.key()));
            case Fate.Emptied(var columns) -> rows(source, Stream.concat(columns.stream(), marks(source.table())).toList()).flatMap(row -> emptied(contact, source.table(), row, columns).stream());
            case Fate.Stays(_) -> Stream.empty();
        };
    }

    private Stream<Row> rows(Source source, List<String> columns) {
        var query = Query.of(source.table(), columns.stream().limit(Query.MOST_SELECTED).toArray(String[]::new)).where(source.rows()).top(Query.MOST_ROWS);
        return Stream.iterate(Optional.of(tables.query(source.caller(), query)), Optional::isPresent, page -> page.get().next().map(next -> tables.query(source.caller(), query.after(next))))
                .flatMap(page -> page.get().rows().stream()).map(row -> columns.size() <= Query.MOST_SELECTED ? row : tables.find(source.caller(), source.table(), row.key()).orElse(row));
    }

    /** None where nothing is left of it. */
    private Optional<Change> emptied(String contact, String table, Row row, List<String> columns) {
        var known = tables.schema().table(table);
        var values = new HashMap<String, Object>();
        columns.forEach(column -> known.column(column).ifPresent(found -> values.put(column, found.required() ? shortened(contact, found) : null)));
        marks(table).forEach(column -> values.put(column, true));
        values.entrySet().removeIf(value -> Objects.equals(value.getValue(), row.value(value.getKey()).orElse(null)));
        return values.isEmpty() ? Optional.empty() : Optional.of(new Change.Update(table, row.key(), values));
    }

    private Stream<String> marks(String table) {
        return table.equals(Sources.CONTACT) ? Sources.MARKS.stream().filter(this::isTruth) : Stream.empty();
    }

    private static String shortened(String contact, Column column) {
        return column.length() > 0 && contact.length() > column.length() ? contact.substring(0, column.length()) : contact;
    }
}
