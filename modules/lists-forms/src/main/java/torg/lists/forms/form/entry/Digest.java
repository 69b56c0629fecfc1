package torg.lists.forms.form.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Write;
import torg.api.text.Characters;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.row.Literal;

/** What was asked, as a fingerprint: the same values give the same one, whatever their order and however a number is written. */
public final class Digest {
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY);

    private Digest() {}

    public static String of(FormView form, Entry entry) {
        var text = new StringBuilder(canonical(form.head(), entry.values()));
        form.lines().ifPresent(lines -> entry.items().forEach(item -> text.append("\n-").append(canonical(lines.group(), item.values()))));
        return Write.Once.digestOf(text.toString());
    }

    /** The same with what is worked out from it and shown: what a person has seen who has seen all of it. */
    public static String seen(FormView form, Entry entry, Scope scope) {
        var text = new StringBuilder(of(form, entry)).append(shown(form.head(), scope));
        form.lines().ifPresent(lines -> scope.lines().forEach(line -> text.append("\n-").append(shown(lines.group(), line))));
        return Write.Once.digestOf(text.toString());
    }

    private static String shown(Group group, Scope scope) {
        return group.shows().keySet().stream().map(column -> "\n" + column.name() + " " + scope.get(column.name()).map(Object::toString).orElse("")).collect(Collectors.joining());
    }

    /** Lengths stand before texts, so that no text can pass for the end of another. */
    private static String canonical(Group group, Map<String, String> values) {
        var text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> {
            if (Characters.isBlank(value)) return;
            var plain = number(group, name) ? plain(value.strip()) : value.strip();
            text.append('\n').append(name).append(' ').append(plain.length()).append(' ').append(plain);
        });
        return text.toString();
    }

    private static boolean number(Group group, String name) {
        return group.table().column(name).map(Column::type).filter(NUMBERS::contains).isPresent();
    }

    private static String plain(String value) {
        return Literal.decimal(value).map(number -> number.stripTrailingZeros().toPlainString()).orElse(value);
    }
}
