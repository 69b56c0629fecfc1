package torg.lists.forms.form;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.site.Position;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.row.Link;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Places;
import torg.lists.forms.row.Subject;
import torg.lists.forms.row.Where;

/**
 * A form as its document describes it: one definition for the page and for JSON.
 *
 * @param api further name below {@code /api/}; empty for none
 * @param row the row that is edited; empty when the form creates one
 * @param needs columns the contact it is filled in for has to carry
 * @param onBehalf who fills it in for others
 * @param then where to go afterwards; empty stays on the page
 * @param done said there afterwards
 * @param submit what the last button says
 * @param head fields and silent values of the row itself
 * @param lines of the row, such as an order's
 * @param credit the column with what the row is worth, beside which the ERP is asked for the account's credit; empty when it is not asked
 */
public record FormView(
        String name, Optional<String> api, Text title, Optional<Subject> row, List<Column> needs, Optional<OnBehalf> onBehalf, Optional<Link> then,
        Optional<Text> done, Optional<Text> submit, Group head, Optional<Lines> lines, Optional<Column> credit, List<Step> steps) {
    public FormView {
        needs = List.copyOf(needs);
        steps = List.copyOf(steps);
    }

    public Table table() {
        return head.table;
    }

    public boolean creates() {
        return row.isEmpty();
    }

    /** Whether people go through several steps, with a draft that keeps what they typed. */
    public boolean isWizard() {
        return steps.size() > 1;
    }

    /** The sections of a form on one page. */
    public List<Section> sections() {
        return steps.stream().flatMap(step -> step instanceof Step.Fields(_, var sections) ? sections.stream() : Stream.empty()).toList();
    }

    /** Whether only a person with a contact can fill it: it keeps drafts, asks something of the contact, or is about the person's own row. */
    public boolean isPersonal() {
        return isWizard() || !needs.isEmpty() || row.filter(subject -> !(subject instanceof Subject.Variable)).isPresent();
    }

    /** Tables whose rows show on the page. */
    public Set<String> tables() {
        var names = new TreeSet<>(List.of(table().name(), DraftTable.NAME, "contact"));
        Stream.concat(head.fields.stream(), lines.stream().flatMap(some -> some.group.fields.stream()))
                .flatMap(field -> field.column.target().stream()).forEach(names::add);
        onBehalf.flatMap(others -> others.field.options).ifPresent(options -> options.paths.forEach(path -> names.addAll(path.tables())));
        return names;
    }

    /** A field of the row itself, of whomever it is asked. */
    public Optional<Field> field(String name) {
        return head.field(name).or(() -> onBehalf.map(OnBehalf::field).filter(field -> field.name().equals(name)));
    }

    /**
     * Some fill the form in for others, who are {@code me} in it then.
     *
     * @param title of the first step, which asks for whom
     * @param field the lookup that takes the contact
     * @param roles web roles of those who do
     */
    public record OnBehalf(Text title, Field field, Set<String> roles) {
        public OnBehalf {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * Fields of one row.
     *
     * @param set values that nobody types, in order; a later one may name an earlier one
     * @param shows which of those are shown all the same, with their label
     */
    public record Group(Table table, List<Field> fields, SequencedMap<Column, Worked> set, SequencedMap<Column, Text> shows, List<Refusal> refusals) {
        public Group {
            fields = List.copyOf(fields);
            refusals = List.copyOf(refusals);
        }

        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.column.name().equals(name)).findFirst();
        }
    }

    /**
     * A value that is worked out.
     *
     * @param at where its document says how
     * @param missing for a value there has to be: what is said when there is none, by field; beside the first of these that somebody filled, else the
     *     last; empty when it may stay without
     */
    public record Worked(Position at, Expr how, SequencedMap<String, Text> missing) {}

    /**
     * One value that a person gives.
     *
     * @param at where its document names it
     * @param preset stands there when the form opens, and is taken when nothing is given and nothing is required
     * @param readOnly whether it is shown and not asked for: a row that is there keeps what it holds, a new one gets what stands there by itself
     * @param above a number has to be larger than this
     * @param decimals most digits after the point
     * @param shape what a text has to look like
     * @param choices the values there are; empty when every value of the column's type will do
     * @param options of a lookup
     * @param autocomplete the browser's word for what it is, {@code given-name}
     * @param when conditions that all have to hold for it to be asked for, its section's and its step's among them; what is not asked for is neither required
     *     nor written
     */
    public record Field(
            Position at, Column column, Text label, Optional<Text> hint, boolean required, boolean readOnly, Optional<Expr> preset, Optional<Expr> min, Optional<Expr> max,
            Optional<Expr> above, Optional<Expr> decimals, Optional<Shape> shape, List<Choice> choices, Optional<Options> options, Optional<String> autocomplete, List<When> when) {
        public Field {
            choices = List.copyOf(choices);
            when = List.copyOf(when);
        }

        public String name() {
            return column.name();
        }

        /** Whether a lookup's first row stands there until another is chosen, so that there is always one. */
        public boolean startsWithFirst() {
            return preset.orElse(null) instanceof Expr.First;
        }

        public boolean isFile() {
            return column.type() == ColumnType.FILE;
        }

        /** Whether people may leave it empty. */
        public boolean isOptional() {
            return !required && !startsWithFirst() && column.type() != ColumnType.BOOLEAN;
        }

        public boolean isSelect() {
            return options.isPresent() || !choices.isEmpty();
        }
    }

    /**
     * The rows a lookup's field offers.
     *
     * @param text how one of them reads; names columns of the table
     */
    public record Options(Table table, Where where, List<Query.Order> order, Places text, List<Path> paths) {
        /** Most rows in one select; beyond that people search. */
        public static final int MOST = 200;

        public Options {
            order = List.copyOf(order);
            paths = List.copyOf(paths);
        }
    }

    /**
     * Rows of another table that are parts of this one.
     *
     * @param name of the field in JSON, {@code lines}
     * @param by the lookup that points to the row
     * @param number the column that counts them from 1
     * @param item what one is called
     * @param when conditions that all have to hold for there to be any
     * @param live by which columns the ERP is asked about each; empty when it is not asked
     */
    public record Lines(String name, Text item, Column by, Optional<Column> number, int least, int most, Group group, List<When> when, Optional<Live> live) {
        public Lines {
            when = List.copyOf(when);
        }
    }

    /**
     * What the ERP is asked about a line while it is placed.
     *
     * @param price in which its price would stand
     */
    public record Live(Column product, Column unit, Column quantity, Column price) {}

    /**
     * Fields that stand together.
     *
     * @param title empty for those that stand there without one
     */
    public record Section(Optional<Text> title, List<Field> fields) {
        public Section {
            fields = List.copyOf(fields);
        }
    }

    /** What stands on one page of the form. */
    public sealed interface Step {
        Text title();

        /** Some of the row's fields. */
        record Fields(Text title, List<Section> sections) implements Step {
            public Fields {
                sections = List.copyOf(sections);
            }

            /** Those of all sections. */
            public List<Field> fields() {
                return sections.stream().flatMap(section -> section.fields.stream()).toList();
            }
        }

        /** The lines, one at a time. */
        record Items(Text title) implements Step {}

        /** Everything once more, and the button that submits. */
        record Review(Text title) implements Step {}
    }
}
