package torg.lists.forms.action;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Operand;
import torg.api.table.Row;
import torg.api.text.Text;
import torg.lists.forms.row.Link;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Where;

/**
 * What is offered above a list or record, or beside a row, to those who may do it.
 *
 * @param needs what the caller must be allowed to do somewhere, beside what the effect needs by itself
 * @param where for an action of a row: which rows it is offered for
 * @param primary whether it is the main thing to do here
 * @param confirm asked before it is done; empty for what is done at once
 * @param done said afterwards; empty for the module's own words
 * @param then where to go afterwards; empty stays on the page
 * @param several whether it is offered for all rows that were ticked, too
 */
public record Action(Text label, Effect effect, Optional<Need> needs, Where where, boolean primary, Optional<Text> confirm, Optional<Text> done, Optional<Link> then, boolean several) {

    /** What comes of it. */
    public sealed interface Effect {}

    /** Another page. */
    public record Go(Link link) implements Effect {}

    /** The row gets the values that a form sets which asks nothing. */
    public record Set(String form) implements Effect {}

    /**
     * A form that makes a row begins with what this one holds.
     *
     * @param at the page where the form stands
     * @param what names of its fields, and of its lines
     */
    public record Copy(String form, Link at, List<String> what) implements Effect {
        public Copy {
            what = List.copyOf(what);
        }
    }

    /** The row goes. */
    public record Delete() implements Effect {}

    /**
     * A privilege on a table.
     *
     * @param form by way of which the caller would do it
     */
    public record Need(Privilege privilege, String table, Optional<String> form) {}

    /** What it is called in a posted form: by what it does, so that an edit never makes another action of a button that somebody has before them. */
    String id() {
        return switch (effect) {
            case Go _ -> "";
            case Set(var form) -> "form." + form;
            case Copy(var form, _, _) -> "copy." + form;
            case Delete() -> "delete";
        };
    }

    /** What has to be read of a row to offer it. */
    public Stream<Path> paths() {
        var links = Stream.concat(then.stream(), switch (effect) {
            case Go(var link) -> Stream.of(link);
            case Copy(_, var at, _) -> Stream.of(at);
            case Set _, Delete _ -> Stream.<Link>of();
        });
        return Stream.concat(where.clauses().stream().map(Where.Clause::path), links.flatMap(link -> link.paths().stream()));
    }

    /** Tables whose rows decide whether and how it is offered. */
    public Stream<String> tables() {
        return paths().flatMap(path -> path.tables().stream());
    }

    /** Whether it is offered for this row. */
    boolean fits(Row row, Caller caller) {
        return where.holds((path, wanted) -> row.value(path.text()).filter(value -> equal(value, wanted, caller)).isPresent());
    }

    private static boolean equal(Object value, Operand wanted, Caller caller) {
        return switch (wanted) {
            case Operand.Literal(var literal) -> value.toString().equals(literal.toString());
            case Operand.Me() -> caller.contact().filter(value::equals).isPresent();
            case Operand.MyAccounts() -> caller.accounts().contains(value);
            // No document of a list or record has a word for it.
            case Operand.MyAccountTrees() -> false;
        };
    }
}
