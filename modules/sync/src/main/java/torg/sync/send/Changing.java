package torg.sync.send;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Revision;
import torg.sync.connector.Connectors;
import torg.sync.map.Correcting;
import torg.sync.map.Correcting.Left;
import torg.sync.map.TableMaps;
import torg.sync.send.Conflicts.Keep;

/** Other values of a row that the ERP has, or other lines. A row that was left out until now is made there. */
final class Changing implements Way {
    private static final Logger LOG = LoggerFactory.getLogger(Changing.class);
    private final TableMaps maps;
    private final Connectors connectors;
    private final LeftOut leftOut;
    private final Conflicts conflicts;
    private final Correcting correcting;
    private final Creating creating;
    private final Outcomes outcomes;

    Changing(TableMaps maps, Connectors connectors, LeftOut leftOut, Conflicts conflicts, Correcting correcting, Creating creating, Outcomes outcomes) {
        this.maps = maps;
        this.connectors = connectors;
        this.leftOut = leftOut;
        this.conflicts = conflicts;
        this.correcting = correcting;
        this.creating = creating;
        this.outcomes = outcomes;
    }

    @Override
    public boolean send(Attempt attempt) {
        return send(attempt, correcting);
    }

    private boolean send(Attempt attempt, Correcting correcting) {
        Answer<Optional<Left>> left;
        try {
            left = left(attempt, correcting);
        } catch (TorgException e) {
            return outcomes.notSendable(attempt, e);
        }
        return switch (left) {
            case Answer.Done<Optional<Left>>(var known) when known.isEmpty() -> leftOut.takesIn(attempt.map(), attempt.entry().key()) ? creating.send(attempt) : outcomes.done(attempt);
            case Answer.Done<Optional<Left>>(var known) -> send(attempt, known.get());
            case Answer.Refused<Optional<Left>>(var code, var reason) -> outcomes.parked(attempt, code, reason);
            case Answer.Later<Optional<Left>>(_, var reason) -> outcomes.paused(attempt, reason);
            case Answer.Unknown<Optional<Left>>(_, var reason) -> outcomes.later(attempt.entry(), reason);
        };
    }

    private Answer<Optional<Left>> left(Attempt attempt, Correcting correcting) {
        return connectors.heard(correcting.left(attempt.entry(), attempt.map(), attempt.connector()), attempt.connector());
    }

    private boolean send(Attempt attempt, Left left) {
        var entry = attempt.entry();
        if (!left.lost().isEmpty()) LOG.info("changed on both sides, the ERP's value stays table={} key={} columns={}", entry.table(), entry.key(), left.lost());
        if (left.isNothing()) return agreed(attempt, left.correction().record());
        if (left.asked().isPresent()) {
            var decision = conflicts.decision(entry.id(), left.asked().get());
            if (decision.isEmpty()) return outcomes.parked(attempt, Conflicts.CODE, left.asked().get().about());
            if (decision.get() == Keep.ERP) return send(attempt, correcting.conceding());
        }
        var connector = attempt.connector();
        Supplier<Answer<Map<String, Object>>> sending = left.lines().isNothing() ? () -> connector.change(left.correction()) : () -> connector.revise(new Revision(left.correction(), left.lines()));
        return switch (connectors.heard(attempt.made(sending), connector)) {
            case Answer.Done<Map<String, Object>>(var record) -> agreed(attempt, record);
            case Answer.Refused<Map<String, Object>>(var code, var reason) -> {
                LOG.warn("refused by the ERP table={} key={} code={}", entry.table(), entry.key(), code);
                var why = maps.unknownField(attempt.map(), connector, left.correction().entity(), left.correction().fields().keySet().stream()).orElse(reason);
                yield outcomes.refusedChange(attempt, code, why, left.lines().isNothing() ? Optional.empty() : Optional.of(reason));
            }
            case Answer.Later<Map<String, Object>>(_, var reason) -> outcomes.paused(attempt, reason);
            case Answer.Unknown<Map<String, Object>>(var extent, var reason) -> outcomes.unanswered(attempt, extent, reason);
        };
    }

    /** The ERP has what was changed here, or the last word. */
    private boolean agreed(Attempt attempt, Map<String, Object> record) {
        // Nobody can have been asked about what is tried for the first time.
        if (attempt.entry().attempts() > 1) conflicts.over(attempt.entry().id());
        return outcomes.delivered(attempt, record);
    }

    @Override
    public boolean isDone(Attempt attempt, Extent extent) {
        return left(attempt, correcting) instanceof Answer.Done<Optional<Left>>(var left) && left.filter(rest -> !rest.isNothing()).isEmpty();
    }
}
