package torg.sync.send;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Removal;
import torg.sync.connector.Connectors;
import torg.sync.map.Correcting;
import torg.sync.map.Removing;
import torg.sync.map.TableMap;

/** What becomes in the ERP of a record whose row was deleted here, as the map says ({@link TableMap#deletes}). */
final class Deleting implements Way {
    private final Connectors connectors;
    private final Removing removing;
    private final Outcomes outcomes;

    Deleting(Connectors connectors, Removing removing, Outcomes outcomes) {
        this.connectors = connectors;
        this.removing = removing;
        this.outcomes = outcomes;
    }

    @Override
    public boolean send(Attempt attempt) {
        if (attempt.map().deletes() instanceof TableMap.Ending.Kept)
            return outcomes.parked(attempt, "sync.not-sent", "it was deleted in the portal, and the table map sends no deletions: it comes back with the next reading of everything");
        Answer<Optional<Removal>> left;
        try {
            left = left(attempt);
        } catch (TorgException e) {
            return outcomes.notSendable(attempt, e);
        }
        return switch (left) {
            case Answer.Done<Optional<Removal>>(var found) -> found.filter(removal -> !isMarked(attempt.map(), removal)).map(removal -> send(attempt, removal)).orElseGet(() -> outcomes.done(attempt));
            case Answer.Refused<Optional<Removal>>(var code, var reason) -> outcomes.parked(attempt, code, reason);
            case Answer.Later<Optional<Removal>>(_, var reason) -> outcomes.paused(attempt, reason);
            case Answer.Unknown<Optional<Removal>>(_, var reason) -> outcomes.later(attempt.entry(), reason);
        };
    }

    private Answer<Optional<Removal>> left(Attempt attempt) {
        return connectors.heard(removing.left(attempt.entry(), attempt.map(), attempt.connector()), attempt.connector());
    }

    private boolean send(Attempt attempt, Removal removal) {
        return switch (connectors.heard(attempt.made(() -> deleted(attempt, removal)), attempt.connector())) {
            case Answer.Done<Boolean> _ -> outcomes.done(attempt);
            case Answer.Refused<Boolean>(var code, var reason) -> outcomes.parked(attempt, code, reason);
            case Answer.Later<Boolean>(_, var reason) -> outcomes.paused(attempt, reason);
            case Answer.Unknown<Boolean>(var extent, var reason) -> outcomes.unanswered(attempt, extent, reason);
        };
    }

    private static Answer<Boolean> deleted(Attempt attempt, Removal removal) {
        if (!(attempt.map().deletes() instanceof TableMap.Ending.Marked(var values))) return attempt.connector().delete(removal);
        var fields = new HashMap<String, Optional<Object>>();
        values.forEach((field, value) -> fields.put(field, Optional.of(value)));
        return switch (attempt.connector().change(new Correction(removal.entity(), removal.record(), fields))) {
            case Answer.Done<Map<String, Object>> _ -> new Answer.Done<>(true);
            case Answer<Map<String, Object>> other -> Correcting.failed(other);
        };
    }

    private static boolean isMarked(TableMap map, Removal removal) {
        return map.deletes() instanceof TableMap.Ending.Marked(var values) && values.entrySet().stream().allMatch(mark -> mark.getValue().toString().equals(String.valueOf(removal.record().get(mark.getKey()))));
    }

    @Override
    public boolean isDone(Attempt attempt, Extent extent) {
        return left(attempt) instanceof Answer.Done<Optional<Removal>>(var left) && left.filter(removal -> !isMarked(attempt.map(), removal)).isEmpty();
    }
}
