package torg.lists.forms.form.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;

/** Writes what a checked form holds: the row and its lines in one transaction. */
public record Submission(Visit visit) {

    /** A new row. The name and digest make a repeat harmless: it leaves what the first one made. */
    public Written create(Scope scope, Optional<Write.Once> once) {
        var form = visit.form();
        var changes = new ArrayList<Change>();
        changes.add(new Change.Create(form.table().name(), scope.values()));
        form.lines().ifPresent(lines -> {
            for (var i = 0; i < scope.lines().size(); i++) changes.add(line(lines, scope.lines().get(i), i + 1L));
        });
        var write = Write.of(changes);
        return visit.tables().write(visit.caller(), once.map(name -> write.once(name.key(), name.digest())).orElse(write));
    }

    /** New values for some fields of a row, and what is set with them; a field that was emptied empties its cell. */
    public Written update(Check.Edited edited, String key, OptionalLong version) {
        var values = values(edited);
        if (values.isEmpty()) return new Written(List.of(key), false);
        return visit.tables().write(visit.caller(), Write.of(new Change.Update(visit.form().table().name(), key, version, values)));
    }

    /** What an edited row is given; null empties a cell. */
    public Map<String, Object> values(Check.Edited edited) {
        var values = new HashMap<String, Object>();
        edited.fields().forEach(field -> values.put(field.name(), edited.scope().get(field.name()).orElse(null)));
        visit.form().head().set().keySet().stream().map(Column::name).forEach(name -> values.put(name, edited.scope().get(name).orElse(null)));
        return values;
    }

    private static Change line(Lines lines, Scope line, long number) {
        var values = new HashMap<String, Object>(line.values());
        values.put(lines.by().name(), new Change.Made(0));
        lines.number().ifPresent(column -> values.put(column.name(), number));
        return new Change.Create(lines.group().table().name(), values);
    }
}
