package torg.table.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.api.web.Request;
import torg.table.api.row.Address;
import torg.table.api.row.Idempotency;

/** Makes changes for one caller and answers with what came of them. */
final class Changing {
    private static final Logger LOG = LoggerFactory.getLogger(Changing.class);
    private static final Caller HOUSE = Caller.service("table-api");
    private final Tables tables;
    private final Request request;

    Changing(Tables tables, Request request) {
        this.tables = tables;
        this.request = request;
    }

    /**
     * One request by itself. With a name, whether this is a repeat is asked before anything else, since what was right then may not be today.
     *
     * @param name the caller's own for this write, null for none
     */
    Answered alone(Edit edit, String name) {
        var once = Optional.ofNullable(name).map(key -> Idempotency.once(key, edit.name(), edit.body()));
        return once.flatMap(repeat -> tables.written(request.caller(), repeat)).map(repeat -> answer(edit, repeat.keys().getFirst(), Made.BEFORE))
                .orElseGet(() -> write(edit, once));
    }

    private Answered write(Edit edit, Optional<Write.Once> once) {
        var plan = new Planning(tables, request.caller());
        plan.add(edit);
        var made = plan.makes() || edit.kind() == Edit.Kind.CREATE;
        try {
            var written = write(plan, once);
            return answer(edit, written.keys().getFirst(), written.replayed() ? Made.BEFORE : made ? Made.NOW : Made.NOTHING);
        } catch (TorgException e) {
            if (!plan.makes() || e.kind() != ProblemKind.CONFLICT && e.kind() != ProblemKind.DENIED) throw plan.named(e);
            // somebody else has made the row meanwhile
            if (tables.find(request.caller(), edit.table().name(), edit.key().toString(), edit.table().key()).isPresent()) return write(edit, once);
            throw isTold(e, edit.table(), plan.changes()) ? plan.named(e) : TablesResource.noRow(edit.table().name());
        }
    }

    /** That a hidden row has the key, and that this one may not be made, are answered alike. Other reasons are told: they would be the same without a hidden row. */
    private boolean isTold(TorgException problem, Table table, List<Change> changes) {
        return switch (problem.code()) {
            case "table.exists" -> changes.getFirst() instanceof Change.Create made && table.columns().values().stream().filter(Column::unique).anyMatch(column -> isTaken(table, column, made.values().get(column.name())));
            case "table.denied" -> false;
            default -> true;
        };
    }

    private boolean isTaken(Table table, Column column, Object value) {
        if (value == null || column.name().equals(table.key())) return false;
        var same = new Condition.Compare(column.name(), Condition.Operator.EQ, new Operand.Literal(value));
        return !tables.query(HOUSE, Query.of(table.name()).where(same).top(1)).rows().isEmpty();
    }

    Written write(Planning plan, Optional<Write.Once> once) {
        var write = Write.of(plan.changes());
        return tables.write(request.caller(), once.map(name -> write.once(name.key(), name.digest())).orElse(write));
    }

    /** Whether the row of an answer is new. */
    enum Made { NOW, BEFORE, NOTHING }

    /** What is said of a change that was made. */
    Answered answer(Edit edit, String key, Made made) {
        var table = edit.kind() == Edit.Kind.CREATE ? edit.changed() : edit.table();
        return switch (edit.kind()) {
            case DELETE, LINK, UNLINK -> Answered.NOTHING;
            case CREATE -> told(table, key, made).orElseGet(() -> made(new Answered(200, null, null, Map.of(table.key(), key)), table, key, made));
            case UPDATE, REPLACE -> told(table, key, made).orElse(Answered.NOTHING);
        };
    }

    /** The row as it is now. The change is made: when it cannot be read, that must not look as if nothing had happened, or it is sent again. */
    private Optional<Answered> told(Table table, String key, Made made) {
        try {
            return new Reading(tables, request).row(table, key, Map.of()).map(row -> made(row, table, key, made));
        } catch (RuntimeException e) {
            LOG.warn("changed-row not shown table={}", table.name(), e);
            return Optional.empty();
        }
    }

    private static Answered made(Answered row, Table table, String key, Made made) {
        return made == Made.NOW ? row.created(Address.row(table.name(), key)) : row;
    }
}
