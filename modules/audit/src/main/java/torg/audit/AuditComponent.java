package torg.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Values;
import torg.api.audit.AuditLog;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;

/** {@code component: audit}: administrators look up what happened, by person, account, act, row and day. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class AuditComponent implements Component {
    static final int AT_A_TIME = 50;
    private static final String CONTACT = "contact";
    /** Characters of a detail that stand in the table; a longer one is shown to whoever opens the entry. */
    private static final int SHORT = 80;
    private final AuditLog log;
    private final Tables tables;

    @Activate
    public AuditComponent(@Reference AuditLog log, @Reference Tables tables) {
        this.log = log;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!Wanted.isFor(request)) return new Filled.Hidden();
        var words = Words.of(request);
        var model = Model.with("action", request.link(request.path())).with("words", words.model());
        Wanted.FIELDS.forEach(field -> model.with(field, request.query(field).orElse("")));
        model.with("acts", words.acts().stream().map(act -> option(act.getKey(), act.getValue(), request.query("act"))).toList());
        model.with("outcomes", Stream.of("done", "refused").map(outcome -> option(outcome, words.text("outcome-" + outcome), request.query("outcome"))).toList());
        try {
            show(model, request, words, log.find(Wanted.of(request, AT_A_TIME)));
            log.count(Wanted.read(request, Wanted.said(request)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID) throw e;
            model.with("problem", words.text("wrong-question")).with("open", true);
            e.fields().forEach(field -> model.with(field.field() + "Wrong", true));
        }
        return Filled.Shown.personal("components/audit", model.build());
    }

    private void show(Model.Builder model, Request request, Words words, List<AuditEntry> found) {
        var names = names(request, found);
        model.with("some", !found.isEmpty()).with("none", found.isEmpty()).with("entries", found.stream().map(entry -> entry(request, words, names, entry)).toList());
        model.with("open", Wanted.FIELDS.stream().anyMatch(field -> request.query(field).filter(value -> !value.isBlank()).isPresent()));
        if (found.size() == AT_A_TIME) model.with("older", address(request, "before", "" + found.getLast().number()));
    }

    /** What the contacts that entries speak of are called, as far as the caller may read it: the log itself holds keys alone. */
    private Map<String, String> names(Request request, List<AuditEntry> found) {
        var keys = found.stream().flatMap(entry -> Stream.of(contact(entry), entry.deputy(), entry.act().person())).filter(key -> !key.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
        var contacts = tables.schema().find(CONTACT);
        if (contacts.isEmpty() || keys.isEmpty()) return Map.of();
        var title = contacts.get().title();
        var any = new Condition.Or(keys.stream().map(key -> Condition.eq(contacts.get().key(), key)).toList());
        var names = new HashMap<String, String>();
        tables.query(request.caller(), Query.of(CONTACT, title).where(any).top(keys.size())).rows().forEach(row -> row.text(title).ifPresent(name -> names.put(row.key(), name)));
        return names;
    }

    private static String contact(AuditEntry entry) {
        return entry.caller().startsWith(CONTACT + ":") ? entry.caller().substring(CONTACT.length() + 1) : "";
    }

    private Model entry(Request request, Words words, Map<String, String> names, AuditEntry entry) {
        var act = entry.act();
        var contact = contact(entry);
        var about = act.person().equals(contact) ? "" : act.person();
        var table = tables.schema().find(act.table()).filter(known -> !known.internal());
        return Model.with("number", "" + entry.number()).with("at", moment(request, entry.at())).with("iso", entry.at().toString())
                .with("who", contact.isEmpty() ? words.text("by-" + entry.caller().split(":")[0], entry.caller().substring(entry.caller().indexOf(':') + 1)) : names.getOrDefault(contact, contact))
                .with("whoKey", contact).with("whoLink", contact.isEmpty() ? Optional.empty() : Optional.of(request.link(request.path()) + "?person=" + encoded(contact)))
                .with("deputy", entry.deputy().isEmpty() ? Optional.empty() : Optional.of(words.text("by-deputy", names.getOrDefault(entry.deputy(), entry.deputy()))))
                .with("account", entry.account()).with("act", words.act(act.name())).with("refused", act.outcome() == Act.Outcome.REFUSED)
                .with("times", act.times() > 1 ? Optional.of(words.text("times", act.times())) : Optional.empty())
                .with("about", about.isEmpty() ? "" : names.getOrDefault(about, about)).with("aboutKey", about)
                .with("row", table.map(known -> known.label().in(request.locale())).orElse("")).with("key", table.isPresent() ? act.key() : "").with(act.detail().length() <= SHORT ? "detail" : "more", act.detail())
                .with("rowLink", table.isPresent() && !act.key().isEmpty() ? Optional.of(request.link(request.path()) + "?table=" + encoded(act.table()) + "&key=" + encoded(act.key())) : Optional.empty())
                .with("address", entry.address()).with("request", entry.request()).with("hash", entry.hash())
                .with("cells", entry.values().map(Values::cells).orElse(List.of()).stream().map(cell -> Model.with("column", column(request, table, cell.column())).with("before", cell.before().orElse("–"))
                        .with("after", cell.after().orElse("–")).build()).toList())
                .with("erased", entry.values().isEmpty() && !entry.digest().isEmpty()).build();
    }

    private static String column(Request request, Optional<Table> table, String name) {
        return table.flatMap(known -> known.column(name)).map(column -> column.label().in(request.locale())).orElse(name);
    }

    private static Model option(String value, String label, Optional<String> chosen) {
        return Model.with("value", value).with("label", label).with("selected", chosen.filter(value::equals).isPresent()).build();
    }

    private static String moment(Request request, Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(moment);
    }

    /** The same question with another value of a parameter. */
    private static String address(Request request, String name, String value) {
        var asked = Wanted.FIELDS.stream().flatMap(field -> request.query(field).filter(text -> !text.isBlank()).map(text -> field + "=" + encoded(text)).stream());
        return request.link(request.path()) + Stream.concat(asked, Stream.of(name + "=" + encoded(value))).collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
