package torg.lists.forms.form.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.lists.forms.form.DraftTable;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.entry.Entry;

/**
 * Keeps drafts in a table, so that they outlive a restart. A draft is its owner's alone, for the account it was begun for: what was chosen for one company
 * is not offered to another. It lives seven days after its last change.
 */
public final class Drafts {
    private static final Caller SERVICE = Caller.service("forms");
    private static final Duration LIFE = Duration.ofDays(7);
    private static final int MOST_EACH = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Tables tables;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Drafts(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** The draft of this id, if it is this person's, for this form and for the account acted for. */
    public Optional<Draft> find(Caller caller, FormView form, String id) {
        if (!id.matches("[0-9a-f]{32}")) return Optional.empty();
        return tables.find(SERVICE, DraftTable.NAME, id)
                .filter(row -> row.text("contact").equals(caller.contact()) && row.text("account").equals(account(caller)) && row.text("form").filter(form.name()::equals).isPresent())
                .filter(row -> row.instant("updated").orElseThrow().isAfter(clock.instant().minus(LIFE)))
                .map(row -> draft(row, form));
    }

    /** What this person began last for this account and did not submit. */
    public Optional<Draft> unfinished(Caller caller, FormView form) {
        var lives = new Condition.Compare("updated", Condition.Operator.GT, new Operand.Literal(clock.instant().minus(LIFE)));
        var account = account(caller).map(key -> Condition.eq("account", key)).orElse(new Condition.Empty("account"));
        var mine = Condition.all(Condition.eq("contact", caller.contact().orElseThrow()), account, Condition.eq("form", form.name()), new Condition.Empty("made"), lives);
        return tables.query(SERVICE, Query.of(DraftTable.NAME, "content").where(mine).order(new Query.Order("updated", true)).top(1)).rows().stream().findFirst()
                .map(row -> draft(row, form));
    }

    /** The draft that this person began last, if it holds just this; else a new one. */
    public Draft again(Caller caller, FormView form, Entry entry) {
        return unfinished(caller, form).filter(draft -> draft.entry().equals(entry)).orElseGet(() -> start(caller, form, entry));
    }

    /** A new draft; old ones go. */
    public Draft start(Caller caller, FormView form, Entry entry) {
        tidy(caller);
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var draft = new Draft(HexFormat.of().formatHex(bytes), entry, entry.items().size() + 1, Optional.empty(), 1);
        var values = values(draft);
        values.put("id", draft.id());
        values.put("contact", caller.contact().orElseThrow());
        values.put("account", account(caller).orElse(null));
        values.put("form", form.name());
        tables.write(SERVICE, Write.of(new Change.Create(DraftTable.NAME, values)));
        return draft;
    }

    private static Optional<String> account(Caller caller) {
        return caller.accounts().stream().findFirst();
    }

    /** Change a draft; when another request changed it meanwhile, the change is made to what that one left. */
    public Draft change(Caller caller, FormView form, Draft draft, UnaryOperator<Draft> change) {
        var now = draft;
        for (var attempt = 1; ; attempt++) {
            var changed = change.apply(now);
            try {
                tables.write(SERVICE, Write.of(new Change.Update(DraftTable.NAME, changed.id(), OptionalLong.of(now.version()), values(changed))));
                return changed;
            } catch (TorgException e) {
                if (e.kind() != ProblemKind.STALE || attempt == 5) throw e;
                now = find(caller, form, draft.id()).orElseThrow(() -> e);
            }
        }
    }

    /** Forget a draft; all the same when it is gone already. */
    public void drop(Draft draft) {
        try {
            tables.write(SERVICE, Write.of(new Change.Delete(DraftTable.NAME, draft.id())));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    /** Expired drafts of everybody, some at a time, and the oldest of a person who has too many. */
    private void tidy(Caller caller) {
        var old = new Condition.Compare("updated", Condition.Operator.LT, new Operand.Literal(clock.instant().minus(LIFE)));
        var mine = Condition.eq("contact", caller.contact().orElseThrow());
        var newestFirst = new Query.Order("updated", true);
        var going = new ArrayList<>(tables.query(SERVICE, Query.of(DraftTable.NAME).where(old).top(100)).rows());
        going.addAll(tables.query(SERVICE, Query.of(DraftTable.NAME).where(mine).order(newestFirst).skip(MOST_EACH - 1).top(100)).rows());
        var changes = going.stream().map(Row::key).distinct().map(key -> new Change.Delete(DraftTable.NAME, key)).toList();
        if (changes.isEmpty()) return;
        try {
            tables.write(SERVICE, Write.of(changes));
        } catch (TorgException e) {
            // Somebody else tidied at the same moment; whoever comes next does what is left.
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private Map<String, Object> values(Draft draft) {
        var values = new HashMap<String, Object>();
        values.put("content", content(draft));
        values.put("made", draft.made().orElse(null));
        values.put("updated", clock.instant());
        return values;
    }

    private static String content(Draft draft) {
        try {
            var text = JSON.writeValueAsString(new Content(draft.entry().values(), draft.entry().items(), draft.nextItem()));
            if (text.length() <= DraftTable.LARGEST) return text;
            throw TorgException.of(ProblemKind.TOO_LARGE, "forms.draft-too-large", "the form holds more than a draft can keep")
                    .help("shorten texts or remove lines");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /** What the form no longer asks for is dropped. */
    private static Draft draft(Row row, FormView form) {
        try {
            var content = JSON.readValue(row.text("content").orElseThrow(), Content.class);
            var items = form.lines().map(lines -> content.items.stream().map(item -> new Entry.Item(item.id(), known(lines.group()::field, item.values())))
                    .toList()).orElse(List.of());
            return new Draft(row.key(), new Entry(known(form::field, content.values), items), content.next, row.text("made"), row.version());
        } catch (JsonProcessingException e) {
            throw TorgException.of(ProblemKind.BUG, "forms.draft-unreadable", "a draft of form '" + form.name() + "' cannot be read").causedBy(e);
        }
    }

    private static Map<String, String> known(Function<String, Optional<FormView.Field>> field, Map<String, String> values) {
        var known = new HashMap<>(values);
        known.keySet().removeIf(name -> field.apply(name).isEmpty());
        return known;
    }

    /** A draft as it is kept. */
    private record Content(Map<String, String> values, List<Entry.Item> items, int next) {}
}
