package torg.sync.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.sync.Outbox.Queue;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.sync.compare.Comparison;
import torg.sync.connector.Flow;
import torg.sync.connector.Presence;
import torg.sync.pause.Pausing;
import torg.sync.pause.Pausing.Scope;
import torg.sync.receive.Guard;

/** What the template of connections and maps is handed, for one request. */
final class MapsView {
    /** Longer than a queue is thought about. */
    private static final Duration LONG = Duration.ofDays(1);
    private final Overview overview;
    private final Schema schema;
    private final Request request;
    private final DeskWords words;
    private final Instant now = Instant.now();

    MapsView(Overview overview, Schema schema, Request request) {
        this.overview = overview;
        this.schema = schema;
        this.request = request;
        this.words = new DeskWords(request);
    }

    DeskWords words() {
        return words;
    }

    Model.Builder model() {
        return Model.with("words", words.all()).with("held", overview.maps().flatMap(one -> one.held().stream()).map(this::held).toList()).with("connections", overview.connections().stream().map(this::connection).toList()).with("paused", overview.paused().all().stream().map(this::paused).toList())
                .with("queue", overview.oldestQueued().map(oldest -> Model.with("text", words.text("queue", overview.queued(), words.age(Duration.between(oldest, now)))).with("tone", isLong(oldest) ? "danger" : "warning")))
                .with("empty", overview.connections().isEmpty());
    }

    /** What doing this means, to be confirmed; empty when it cannot be done. */
    Optional<Model.Builder> question(MapsComponent.Act act, Subject subject) {
        var paused = overview.paused().all().stream().anyMatch(pausing -> pausing.scope() == subject.scope() && pausing.name().equals(subject.name()));
        var there = subject.scope() == Scope.MAP ? overview.maps().anyMatch(one -> one.map().name().equals(subject.name()) && one.map().partOf().isEmpty())
                : overview.connections().stream().anyMatch(connection -> connection.name().equals(subject.name()));
        var held = subject.scope() == Scope.MAP ? overview.maps().filter(one -> one.map().name().equals(subject.name())).flatMap(one -> one.held().stream()).findFirst() : Optional.<Guard.Held>empty();
        var possible = switch (act) {
            case PAUSE -> there && !paused;
            case RESUME -> paused;
            case LET_THROUGH -> held.isPresent();
            case COMPARE, READ -> false;
        };
        return possible ? Optional.of(Model.with("subject", subject.toString()).with("title", words.text(act.word() + "." + subject.scope().word(), subject.name())).with("meaning", meaning(act, held))
                .with("rows", act == MapsComponent.Act.LET_THROUGH ? held.map(Guard.Held::rows) : Optional.empty())
                .with("asks", act.needsNote() ? Optional.of(words.text(act.word() + "-note")) : Optional.empty()).with("act", act.word()).with("do", words.text(act.word() + "-do")).with("danger", act != MapsComponent.Act.RESUME)
                .with("longest", SyncDesk.LONGEST_NOTE).with("keep", request.link(request.path()))) : Optional.empty();
    }

    private List<String> meaning(MapsComponent.Act act, Optional<Guard.Held> held) {
        return switch (act) {
            case PAUSE -> List.of(words.text("pause-stands"), words.text("pause-queues"), words.text("pause-ends"));
            case LET_THROUGH -> List.of(words.text("let-through-goes", held.map(rows -> number(rows.rows())).orElse("")), words.text("let-through-reads"));
            case RESUME, COMPARE, READ -> List.of(words.text("resume-sends"), words.text("resume-reads"));
        };
    }

    private Model.Builder held(Guard.Held held) {
        return Model.with("map", held.map()).with("text", words.text("gone-held", held.map(), number(held.rows()), number(held.of()), words.moment(held.since())))
                .with("link", asking(MapsComponent.Act.LET_THROUGH, new Subject(Scope.MAP, held.map()))).with("do", words.text("let-through")).with("compare", request.link(request.path()) + comparing(held.map()));
    }

    /** The address at which it is asked whether this is to be done. */
    private String asking(MapsComponent.Act act, Subject subject) {
        return request.link(request.path()) + "?" + act.word() + "=" + URLEncoder.encode(subject.toString(), StandardCharsets.UTF_8);
    }

    /** Both sides of a map beside each other, as far as they were looked at. */
    Model.Builder comparison(String map, Compared compared) {
        var counts = Arrays.stream(Comparison.Kind.values()).map(Compared::word).map(kind -> Model.with("label", words.text("finding." + kind)).with("count", number(compared.counts().getOrDefault(kind, 0L)))).toList();
        var findings = compared.findings().stream().map(one -> Model.with("what", words.text("finding." + one.kind())).with("key", one.key()).with("differences", one.differences().stream().map(each -> Model.with("column", each.column()).with("here", each.here()).with("there", each.there())).toList()).with("why", one.reason())).toList();
        return Model.with("title", words.text("compare.title", map)).with("subject", new Subject(Scope.MAP, map).toString()).with("state", words.text("compare." + compared.state(), compared.reason())).with("records", number(compared.records()))
                .with("ended", words.moment(compared.end())).with("counts", counts).with("findings", findings).with("found", !findings.isEmpty()).with("looked", !compared.state().equals("none")).with("runs", compared.state().equals("running"))
                .with("again", request.link(request.path()) + comparing(map)).with("keep", request.link(request.path()));
    }

    /** The query of the address at which a map is compared. */
    static String comparing(String map) {
        return "?compare=" + URLEncoder.encode(map, StandardCharsets.UTF_8);
    }

    private Model.Builder connection(Overview.Connection connection) {
        var state = connection.presence().map(presence -> presence.silence().isPresent() ? "silent" : presence.heard().isPresent() ? "answers" : "unasked").orElse("missing");
        return Model.with("name", connection.name()).with("state", words.text("contact." + state)).with("tone", switch (state) {
            case "silent", "missing" -> "danger";
            case "answers" -> "success";
            default -> "neutral";
        }).with("since", connection.presence().flatMap(Presence::since).map(since -> words.text("contact.since", words.moment(since))))
                .with("heard", connection.presence().flatMap(Presence::heard).map(words::second)).with("reason", connection.presence().flatMap(Presence::silence).map(why -> words.reason(why.note())))
                .with("flow", connection.flow().flatMap(this::flow))
                .with("all", doing(new Subject(Scope.CONNECTOR, connection.name()), connection.paused().isPresent()))
                .with("maps", connection.maps().stream().map(this::map).toList());
    }

    /** Nothing when all that is asked passes at once. */
    private Optional<String> flow(Flow flow) {
        if (flow.until().isPresent()) return Optional.of(words.text("flow." + flow.circuit(), words.second(flow.until().get())));
        var rate = flow.rate().stream().mapToObj(bound -> words.text(flow.slowed() ? "flow.slowed" : "flow.bound", number(Math.round(bound)))).findFirst();
        return flow.waiting() == 0 ? rate : Optional.of(Stream.concat(rate.stream(), Stream.of(words.text("flow.waiting", number(flow.waiting())))).collect(Collectors.joining(" ")));
    }

    private Model.Builder map(Overview.OneMap one) {
        var own = overview.paused().all().stream().anyMatch(pausing -> pausing.scope() == Scope.MAP && pausing.name().equals(one.map().name()));
        var whole = one.map().partOf().isEmpty();
        return Model.with("name", one.map().name()).with("table", schema.find(one.map().table()).map(Table::plural).map(plural -> plural.in(request.locale())).orElse(one.map().table()))
                .with("state", words.text("state." + one.state().word())).with("tone", tone(one))
                .with("note", one.trouble().map(why -> words.reason(why.note())).or(() -> one.reading().map(this::progress)))
                .with("lag", one.lag().map(lag -> words.text("lag", seconds(lag.median()), seconds(lag.worst()))))
                .with("compared", one.last().map(last -> words.moment(last.at()))).with("records", one.last().map(last -> number(last.records())).orElse("")).with("missed", one.last().map(last -> last.failures()).filter(missed -> missed > 0).map(this::number))
                .with("waiting", one.waiting().map(this::queue)).with("parked", one.parked().map(Queue::count).map(this::number))
                .with("compare", request.link(request.path()) + comparing(one.map().name())).with("doing", whole ? Optional.of(doing(new Subject(Scope.MAP, one.map().name()), own)) : Optional.empty()).with("whole", one.map().partOf().map(name -> words.text("goes-with", name)));
    }

    private static String tone(Overview.OneMap one) {
        return switch (one.state()) {
            case LIVE -> one.trouble().isEmpty() ? "success" : "warning";
            case PAUSED -> "warning";
            case INITIAL -> "info";
            case STOPPED -> "danger";
        };
    }

    private String progress(Overview.Reading reading) {
        var rate = number(Math.round(reading.rate()));
        return reading.left().map(left -> words.text("reading-left", number(reading.records()), rate, words.age(left))).orElseGet(() -> words.text("reading", number(reading.records()), rate));
    }

    private String queue(Queue queue) {
        return words.text("oldest", number(queue.count()), words.age(Duration.between(queue.oldest(), now)));
    }

    /** The link that asks the question. */
    private Model.Builder doing(Subject subject, boolean paused) {
        var act = paused ? MapsComponent.Act.RESUME : MapsComponent.Act.PAUSE;
        return Model.with("link", asking(act, subject)).with("text", words.text(act.word() + (subject.scope() == Scope.CONNECTOR ? "-all" : "")));
    }

    private Model.Builder paused(Pausing pausing) {
        return Model.with("text", words.text("is-paused." + pausing.scope().word(), pausing.name(), words.moment(pausing.since()), pausing.by(), pausing.note())).with("doing", doing(new Subject(pausing.scope(), pausing.name()), true));
    }

    private boolean isLong(Instant since) {
        return Duration.between(since, now).compareTo(LONG) > 0;
    }

    private String seconds(Duration duration) {
        return String.format(request.locale(), "%.1f", duration.toMillis() / 1e3);
    }

    private String number(long number) {
        return String.format(request.locale(), "%,d", number);
    }
}
