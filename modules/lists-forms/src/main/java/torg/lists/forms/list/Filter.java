package torg.lists.forms.list;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.lists.forms.row.Literal;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;

/** A column by which people narrow a list, and what an address says of it. What cannot be understood there counts as not asked. */
sealed interface Filter {
    /** What is narrowed by. */
    Path path();

    /** Names of parameters, without the list's prefix. */
    List<String> parameters();

    /** Whether the value of a parameter means something. */
    boolean understands(String parameter, String value);

    /**
     * The rows that are asked for.
     *
     * @param asked values that are understood, by parameter; everything when none is of this filter
     * @param zone in which a day begins
     */
    Condition condition(Map<String, String> asked, ZoneId zone);

    /** Whether the caller may narrow by it: whoever cannot read a column must not find out what it holds either. */
    default boolean isOpen(Sight sight) {
        return sight.reads(path());
    }

    /** Tables whose rows are read. */
    default Set<String> tables() {
        return path().tables();
    }

    /** For a column of the table; empty for one of which there is none: texts are searched, and nobody looks into files. */
    static Optional<Filter> of(Schema schema, Table table, Column column) {
        var path = Path.of(table, column);
        return switch (column.type()) {
            case CHOICE, BOOLEAN -> Optional.of(new OneOf(path));
            case LOOKUP -> Optional.of(new Led(path, path.shown(schema)));
            case DATE, DATE_TIME, INTEGER, DECIMAL, MONEY -> Optional.of(new Range(path));
            case TEXT, LONG_TEXT, AUTONUMBER, FILE -> Optional.empty();
        };
    }

    private static Stream<String> said(Map<String, String> asked, String parameter) {
        return Stream.ofNullable(asked.get(parameter));
    }

    /** One of the values that the column can have: {@code ?status=open}. */
    record OneOf(Path path) implements Filter {
        List<String> values() {
            return isFlag() ? List.of("true", "false") : path.column().choices().stream().map(choice -> choice.value()).toList();
        }

        private boolean isFlag() {
            return path.column().type() == ColumnType.BOOLEAN;
        }

        @Override
        public List<String> parameters() {
            return List.of(path.text());
        }

        @Override
        public boolean understands(String parameter, String value) {
            return values().contains(value);
        }

        @Override
        public Condition condition(Map<String, String> asked, ZoneId zone) {
            return Condition.all(said(asked, path.text()).map(value -> Condition.eq(path.text(), isFlag() ? (Object) Boolean.valueOf(value) : value)).toArray(Condition[]::new));
        }
    }

    /**
     * The row that a lookup leads to: {@code ?account=ALFKI}, or by words of its title, {@code ?account.q=alfreds}.
     *
     * @param title of that row
     */
    record Led(Path path, Path title) implements Filter {
        private static final int LONGEST = 100;

        /** The parameter with words of the title. */
        String words() {
            return path.text() + ".q";
        }

        private boolean hasWords() {
            return Set.of(ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.AUTONUMBER).contains(title.column().type());
        }

        @Override
        public List<String> parameters() {
            return hasWords() ? List.of(path.text(), words()) : List.of(path.text());
        }

        @Override
        public boolean understands(String parameter, String value) {
            return !value.isBlank() && value.length() <= LONGEST;
        }

        @Override
        public boolean isOpen(Sight sight) {
            return sight.reads(path) && sight.reads(title);
        }

        @Override
        public Set<String> tables() {
            var tables = new LinkedHashSet<>(title.tables());
            tables.addAll(path.tables());
            return tables;
        }

        @Override
        public Condition condition(Map<String, String> asked, ZoneId zone) {
            var key = said(asked, path.text()).map(value -> Condition.eq(path.text(), value));
            var words = said(asked, words()).map(value -> (Condition) new Condition.Mentions(title.text(), value));
            return Condition.all(Stream.concat(key, words).toArray(Condition[]::new));
        }
    }

    /** From one value to another, both included: {@code ?total.from=100&total.to=200}. Of moments whole days. */
    record Range(Path path) implements Filter {
        String from() {
            return path.text() + ".from";
        }

        String to() {
            return path.text() + ".to";
        }

        boolean isOfDays() {
            return path.column().type() == ColumnType.DATE || isOfMoments();
        }

        private boolean isOfMoments() {
            return path.column().type() == ColumnType.DATE_TIME;
        }

        @Override
        public List<String> parameters() {
            return List.of(from(), to());
        }

        @Override
        public boolean understands(String parameter, String value) {
            return isOfDays() ? day(value).isPresent() : number(value).isPresent();
        }

        @Override
        public Condition condition(Map<String, String> asked, ZoneId zone) {
            var bounds = new ArrayList<Condition>();
            said(asked, from()).forEach(value -> bounds.add(bound(Operator.GE, least(value, zone))));
            said(asked, to()).forEach(value -> bounds.add(isOfMoments() ? bound(Operator.LT, begin(day(value).orElseThrow().plusDays(1), zone)) : bound(Operator.LE, least(value, zone))));
            return Condition.all(bounds.toArray(Condition[]::new));
        }

        private Condition bound(Operator operator, Object value) {
            return new Condition.Compare(path.text(), operator, new Operand.Literal(value));
        }

        private Object least(String value, ZoneId zone) {
            if (!isOfDays()) return number(value).orElseThrow();
            var day = day(value).orElseThrow();
            return isOfMoments() ? begin(day, zone) : day;
        }

        private static Object begin(LocalDate day, ZoneId zone) {
            return day.atStartOfDay(zone).toInstant();
        }

        /** Of years that every database has. */
        private static Optional<LocalDate> day(String value) {
            try {
                return value.matches("[12]\\d{3}-\\d\\d-\\d\\d") ? Optional.of(LocalDate.parse(value)) : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        /** In the column's Java type; a whole number has no decimals, and no more digits than there is room for. */
        private Optional<? extends Object> number(String value) {
            if (path.column().type() == ColumnType.INTEGER) return value.matches("[+-]?\\d{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
            Optional<BigDecimal> number = Literal.decimal(value);
            return number;
        }
    }
}
