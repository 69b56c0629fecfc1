package torg.connector.tryton;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The models somebody asked about, as Tryton describes them; asked again after a while, for a module may have been added. */
final class Models {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final Rpc rpc;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Models(Rpc rpc, InstantSource clock) {
        this.rpc = rpc;
        this.clock = clock;
    }

    private record Known(Optional<Model> model, Instant until) {}

    /** A model, or empty when Tryton has none of this name. */
    Optional<Model> find(String name, Deadline deadline) {
        var before = known.get(name);
        if (before != null && clock.instant().isBefore(before.until)) return before.model;
        var model = ask(name, deadline);
        known.put(name, new Known(model, clock.instant().plus(GOOD_FOR)));
        return model;
    }

    /** @throws TorgException CONFIG when Tryton has none of this name */
    Model get(String name, Deadline deadline) {
        return find(name, deadline).orElseThrow(() -> TorgException.of(ProblemKind.CONFIG, "tryton.unknown-entity", "the ERP has no model '" + name + "'").help("correct the entity of the table map"));
    }

    /**
     * The field at the end of a path, {@code party.code}.
     *
     * @throws TorgException CONFIG when the path leads nowhere
     */
    Model.Field field(Model model, String path, Deadline deadline) {
        var point = path.indexOf('.');
        var name = point < 0 ? path : path.substring(0, point);
        var field = model.fields().get(name);
        if (field == null) throw unknown("model '" + model.name() + "' of the ERP has no field '" + name + "'");
        if (point < 0) return field;
        // Where it leads to differs from record to record, and only Tryton knows.
        if (field.type().equals("reference")) return field;
        if (field.relation().isEmpty()) throw unknown("field '" + name + "' of model '" + model.name() + "' leads to no other record, so '" + path + "' is nothing");
        return field(get(field.relation(), deadline), path.substring(point + 1), deadline);
    }

    private static TorgException unknown(String message) {
        return TorgException.of(ProblemKind.CONFIG, "tryton.unknown-field", message).help("correct the name in the table map; it has to be written exactly as Tryton writes it");
    }

    private Optional<Model> ask(String name, Deadline deadline) {
        // What is said of a model that is not there cannot be told from other faults.
        var isThere = rpc.ask("model.ir.model.search_count", deadline, Map.of(), Values.list(Values.list("model", "=", name))).asInt() > 0;
        if (!isThere) return Optional.empty();
        return Optional.of(Model.of(name, rpc.ask("model." + name + ".fields_get", deadline, Map.of(), JsonNodeFactory.instance.arrayNode())));
    }
}
