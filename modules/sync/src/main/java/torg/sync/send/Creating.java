package torg.sync.send;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.sync.connector.Connectors;
import torg.sync.map.Outbound;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/** A document that was made here, with its lines. The connector asks for the portal's own number before it sends. */
final class Creating implements Way {
    private static final Logger LOG = LoggerFactory.getLogger(Creating.class);
    private final TableMaps maps;
    private final Connectors connectors;
    private final Unanswered unanswered;
    private final LeftOut leftOut;
    private final Outbound outbound;
    private final Outcomes outcomes;

    Creating(Tables tables, Caller caller, TableMaps maps, Connectors connectors, Unanswered unanswered, LeftOut leftOut, Outcomes outcomes) {
        this.maps = maps;
        this.connectors = connectors;
        this.unanswered = unanswered;
        this.leftOut = leftOut;
        this.outbound = new Outbound(tables, caller, maps);
        this.outcomes = outcomes;
    }

    @Override
    public boolean send(Attempt attempt) {
        var map = attempt.map();
        // Where the map sends no new rows, those that are made here stay here.
        if (!map.out() || leftOut.has(map, attempt.entry().key())) return outcomes.done(attempt);
        var start = unanswered.now();
        Optional<Outgoing> document;
        try {
            document = document(attempt);
        } catch (TorgException e) {
            return outcomes.notSendable(attempt, e);
        }
        // Where deletions are sent, that of this row comes next, and sees to what is left of it in the ERP.
        if (document.isEmpty()) return map.deletes() instanceof TableMap.Ending.Kept ? outcomes.parked(attempt, "sync.gone", "the row was deleted before it was sent") : outcomes.done(attempt);
        if (start.plus(unanswered.preparation()).isBefore(unanswered.now())) return outcomes.later(attempt.entry(), Duration.ZERO, "the ERP took too long to describe itself; nothing was sent");
        return switch (connectors.heard(attempt.made(() -> attempt.connector().create(document.get())), attempt.connector())) {
            case Answer.Done<Map<String, Object>>(var record) -> outcomes.delivered(attempt, record);
            case Answer.Refused<Map<String, Object>>(var code, var reason) -> {
                LOG.warn("refused by the ERP table={} key={} code={}{}", attempt.entry().table(), attempt.entry().key(), code, unknownField(attempt, document.get()).map(why -> " because=" + why).orElse(""));
                yield outcomes.refused(attempt, code, reason);
            }
            case Answer.Later<Map<String, Object>>(_, var reason) -> outcomes.paused(attempt, reason);
            case Answer.Unknown<Map<String, Object>>(var extent, var reason) -> outcomes.unanswered(attempt, extent, reason);
        };
    }

    @Override
    public boolean isDone(Attempt attempt, Extent extent) {
        var document = document(attempt);
        return document.isPresent() && connectors.heard(attempt.connector().find(document.get()), attempt.connector()) instanceof Answer.Done<Extent>(var there) && there.compareTo(extent) >= 0;
    }

    private Optional<Outgoing> document(Attempt attempt) {
        var map = attempt.map();
        var lines = maps.partsOf(map).map(known -> maps.entity(known, attempt.connector())).orElse("");
        return outbound.document(map, maps.entity(map, attempt.connector()), lines, attempt.entry().key());
    }

    /** A customer is not told of mistakes in a map, whoever runs the portal is. */
    private Optional<String> unknownField(Attempt attempt, Outgoing document) {
        var connector = attempt.connector();
        return maps.unknownField(attempt.map(), connector, document.entity(), document.head().keySet().stream()).or(() -> document.parts().flatMap(parts ->
                maps.partsOf(attempt.map()).flatMap(known -> maps.unknownField(known, connector, parts.entity(), parts.lines().stream().flatMap(line -> line.keySet().stream())))));
    }
}
