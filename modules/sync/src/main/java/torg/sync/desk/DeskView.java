package torg.sync.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.sync.Outbox;
import torg.api.sync.Outbox.Entry;
import torg.api.sync.Outbox.State;
import torg.api.table.Committed;
import torg.api.table.Schema;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.sync.SyncEngine;
import torg.sync.connector.Presence;
import torg.sync.map.Braces;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;
import torg.sync.send.Conflicts;

/** What the template of the sync desk is handed, for one request. */
final class DeskView {
    /** Entries of one state on a page. */
    static final int PAGE = 20;
    private final SyncEngine engine;
    private final Outbox outbox;
    private final Schema schema;
    private final Request request;
    private final Map<String, String> links;
    private final DeskWords words;
    private final Paused paused;
    private final Instant now = Instant.now();

    /** @param links address of a row's page by table, with the place {@code {key}} */
    DeskView(SyncEngine engine, Outbox outbox, Schema schema, Request request, Map<String, String> links) {
        this.engine = engine;
        this.outbox = outbox;
        this.schema = schema;
        this.request = request;
        this.links = links;
        this.words = new DeskWords(request);
        this.paused = engine.pausings().now();
    }

    DeskWords words() {
        return words;
    }

    /** Everything there is to say; {@code quiet} alone when nothing is to be done. */
    Model.Builder model() {
        var presence = engine.presence();
        var counts = outbox.counts();
        var troubles = troubles();
        var open = Stream.of(State.REFUSED, State.WAITING).filter(state -> counts.getOrDefault(state, 0L) > 0).map(this::section).toList();
        var model = Model.with("words", words.all());
        if (open.isEmpty() && troubles.isEmpty() && presence.silence().isEmpty() && presence.heard().isPresent()) return model.with("quiet", words.text("quiet", words.second(presence.heard().get())));
        return model.with("busy", true).with("contact", presence(presence)).with("troubles", troubles).with("waiting", waiting(counts.getOrDefault(State.WAITING, 0L)))
                .with("refused", many(counts.getOrDefault(State.REFUSED, 0L))).with("sections", open);
    }

    /** What giving up this entry means, to be confirmed; empty when it neither waits nor is refused. */
    Optional<Model.Builder> giveUp(long id) {
        return Stream.of(State.REFUSED, State.WAITING).flatMap(state -> outbox.inOrder(state, id, 1).stream()).filter(entry -> entry.id() == id).findFirst()
                .map(entry -> Model.with("id", id).with("title", words.text("give-up.title", name(entry))).with("made", entry.kind() == Committed.Kind.CREATED)
                        .with("longest", SyncDesk.LONGEST_NOTE).with("keep", request.link(request.path())));
    }

    /** The question whose values stay, with both as they are now; values of columns that the caller may not read are left out. */
    Model.Builder decide(Entry entry, RowWays ways) {
        var way = RowLine.of(ways.of(request, entry.table(), entry.key(), true));
        var table = schema.find(entry.table());
        return Model.with("id", entry.id()).with("title", words.text("decide.title", name(entry))).with("about", words.reason(entry.note())).with("erp", words.text("there." + way.erp(), way.reason()))
                .with("differ", !way.differences().isEmpty()).with("differences", way.differences().stream()
                        .map(one -> Model.with("column", table.flatMap(known -> known.column(one.column())).map(column -> column.label().in(request.locale())).orElse(one.column())).with("here", one.here()).with("there", one.there())).toList())
                .with("keep", request.link(request.path()));
    }

    private Model.Builder presence(Presence presence) {
        var state = presence.silence().isPresent() ? "silent" : presence.heard().isPresent() ? "answers" : "unasked";
        return Model.with("state", words.text("contact." + state)).with("tone", switch (state) {
            case "silent" -> "danger";
            case "answers" -> "success";
            default -> "neutral";
        }).with("since", presence.since().map(since -> words.text("contact.since", words.moment(since))))
                .with("heard", presence.heard().map(words::second)).with("reason", presence.silence().map(why -> words.reason(why.note())));
    }

    /** What keeps maps from being read; that their ERP is silent is reason enough. */
    private List<String> troubles() {
        var troubles = new ArrayList<String>();
        engine.stuck().ifPresent(why -> troubles.add(words.text("stuck", why)));
        var overview = Overview.of(engine, outbox);
        overview.paused().all().forEach(pausing -> troubles.add(words.text("paused", pausing.name(), words.moment(pausing.since()), overview.queued())));
        var maps = engine.maps().map(TableMaps::maps).orElse(List.of());
        var byReason = new LinkedHashMap<String, List<String>>();
        for (var map : maps) engine.trouble(map).filter(_ -> !engine.isSilent(map)).ifPresent(why -> byReason.computeIfAbsent(words.reason(why.note()), _ -> new ArrayList<>()).add(map.name()));
        byReason.forEach((why, names) -> troubles.add(words.text("map", String.join(", ", names), why)));
        var unread = maps.stream().filter(map -> engine.ledger().completed(map).isEmpty() && overview.paused().of(map).isEmpty()).map(TableMap::name).toList();
        if (!unread.isEmpty()) troubles.add(words.text("unread", String.join(", ", unread)));
        for (var held : engine.ledger().guard().all()) troubles.add(words.text("gone-held", held.map(), held.rows(), held.of(), words.moment(held.since())));
        var failures = engine.ledger().failureCount((int) Outbox.MOST_COUNTED);
        if (failures > 0) troubles.add(words.text("not-taken", many(failures)));
        return troubles;
    }

    private String waiting(long count) {
        var oldest = outbox.inOrder(State.WAITING, 0, 1).stream().map(Entry::written).findFirst();
        return oldest.filter(_ -> count > 0).map(written -> words.text("oldest", many(count), words.age(Duration.between(written, now)))).orElseGet(() -> many(count));
    }

    private String many(long count) {
        return count < Outbox.MOST_COUNTED ? String.valueOf(count) : words.text("or-more", Outbox.MOST_COUNTED);
    }

    private Model.Builder section(State state) {
        var name = state.name().toLowerCase(Locale.ROOT);
        var parameter = name + "-from";
        var from = DeskComponent.id(request.query(parameter)).orElse(0L);
        var found = outbox.inOrder(state, from, PAGE + 1);
        var entries = found.stream().limit(PAGE).map(this::line).toList();
        return Model.with("name", name).with("title", words.text("section." + name)).with("entries", entries).with("paged", from > 0 || found.size() > PAGE)
                .with("first", from > 0 ? Optional.of(request.link(request.path())) : Optional.empty())
                .with("next", found.size() > PAGE ? Optional.of(request.link(request.path()) + "?" + parameter + "=" + found.get(PAGE).id()) : Optional.empty());
    }

    private Model.Builder line(Entry entry) {
        return Model.with("id", entry.id()).with("name", name(entry)).with("link", link(entry)).with("reason", reason(entry)).with("since", words.moment(entry.written()))
                .with("age", words.age(Duration.between(entry.written(), now))).with("attempts", entry.attempts()).with("giveUp", request.link(request.path()) + "?give-up=" + entry.id())
                .with("decide", entry.note().startsWith(Conflicts.CODE + ":") ? Optional.of(request.link(request.path()) + "?decide=" + entry.id()) : Optional.empty());
    }

    private String reason(Entry entry) {
        var sending = engine.maps().flatMap(maps -> maps.any(entry.table()));
        if (entry.state() == State.WAITING && sending.flatMap(paused::of).isPresent()) return words.text("waits-for-resume");
        if (entry.state() == State.WAITING && engine.maps().flatMap(maps -> maps.sending(entry.table())).filter(engine::isSilent).isPresent()) return words.text("waits-for-erp");
        return entry.note().isEmpty() ? words.text("on-its-way") : words.reason(entry.note());
    }

    private String name(Entry entry) {
        var label = schema.find(entry.table()).map(table -> table.label().in(request.locale())).orElse(entry.table());
        return label + " " + entry.key();
    }

    private Optional<String> link(Entry entry) {
        if (entry.kind() == Committed.Kind.DELETED) return Optional.empty();
        return Optional.ofNullable(links.get(entry.table())).map(link -> request.link(Braces.fill(link, _ -> URLEncoder.encode(entry.key(), StandardCharsets.UTF_8).replace("+", "%20"))));
    }
}
