package torg.table.permissions.look;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers about rights as a person at a terminal reads them. */
final class Printed {
    private static final List<String> PRIVILEGES = List.of("read", "create", "write", "delete", "append", "append-to");

    private Printed() {}

    static String of(PermissionsResource.Why why, String table, String privilege, String key) {
        var rows = new ArrayList<List<String>>();
        var head = List.of("rule", "for", "rows", "finding");
        rows.add(why.reached() == null ? head : and(head, "number"));
        for (var rule : why.tried()) {
            var line = List.of(rule.rule(), String.join(", ", rule.roles()), rule.rows(), rule.denies() && rule.finding().equals("reaches") ? "takes away" : rule.finding());
            rows.add(rule.means() == null ? line : and(line, rule.means().toString()));
        }
        var what = why.reached() == null ? " " + key : ", " + why.reached() + " rows";
        return person(why.person()) + "\n" + (why.allowed() ? "may " : "may not ") + privilege + " " + table + what + ": " + String.join(", ", why.because()) + "\n"
                + (why.tried().isEmpty() ? "no rule speaks of it\n" : table(rows));
    }

    static String of(PermissionsResource.Matrix matrix) {
        var text = new StringBuilder(person(matrix.person())).append("\n").append(matrix.tables().isEmpty() ? "reaches nothing\n" : matrix(matrix.tables()));
        matrix.byRole().forEach((role, lines) -> text.append("\nwith role '").append(role).append("' alone\n").append(matrix(lines)));
        return text.toString();
    }

    static String of(PermissionsResource.Roles roles) {
        return roles.roles().stream().map(held -> "role '" + held.role() + "', people: " + held.people() + (held.all() ? "" : "; some of them were looked at") + "\n"
                + (held.tables().isEmpty() ? "reaches nothing\n" : matrix(held.tables()))).collect(Collectors.joining("\n"));
    }

    private static List<String> and(List<String> line, String last) {
        return Stream.concat(line.stream(), Stream.of(last)).toList();
    }

    static String of(PermissionsResource.Diff diff) {
        var text = new StringBuilder();
        rules(text, "new", diff.rules().added());
        rules(text, "gone", diff.rules().removed());
        rules(text, "changed", diff.rules().changed());
        diff.warnings().forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        diff.uncounted().forEach(table -> text.append("not counted: rows of ").append(table).append(", for one of the two goes by columns that the database has not\n"));
        if (diff.rows().isEmpty() && diff.columns().isEmpty() && diff.uncounted().isEmpty()) text.append("nobody gains or loses anything\n");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("person", "table", "privilege", "gains", "loses"));
        for (var line : diff.rows()) {
            rows.add(List.of(line.person() + (line.contact().isEmpty() ? "" : " (" + line.contact() + ")"), line.table(), line.privilege() + byForm(line.form()), signed(line.gains(), "+"), signed(line.loses(), "-")));
        }
        if (rows.size() > 1) text.append(table(rows));
        for (var line : diff.columns()) {
            text.append(String.join(", ", line.roles())).append(": ").append(line.privilege()).append(" of ").append(line.table());
            if (!line.gains().isEmpty()) text.append(" gains ").append(String.join(", ", line.gains()));
            if (!line.loses().isEmpty()) text.append(" loses ").append(String.join(", ", line.loses()));
            text.append('\n');
        }
        return text.append("people looked at: ").append(diff.looked()).append(diff.all() ? "" : "; there is more than is told here").append('\n').toString();
    }

    private static void rules(StringBuilder text, String what, Collection<String> names) {
        if (!names.isEmpty()) text.append(what).append(": ").append(String.join(", ", names)).append('\n');
    }

    private static String byForm(String form) {
        return form.isEmpty() ? "" : " by form " + form;
    }

    private static String signed(long number, String sign) {
        return number == 0 ? "" : sign + number;
    }

    private static String person(PermissionsResource.Person person) {
        return person.name() + (person.contact().isEmpty() ? "" : " (" + person.contact() + ")") + (person.accounts().isEmpty() ? "" : " of " + String.join(", ", person.accounts())) + ", " + person.roles().stream().map(role -> role(person, role)).collect(Collectors.joining(", "));
    }

    private static String role(PermissionsResource.Person person, String role) {
        var from = person.because().stream().filter(because -> because.role().equals(role)).map(because -> because.from() + " " + because.of()).toList();
        return from.isEmpty() ? role : role + " (from " + String.join(", ", from) + ")";
    }

    private static String matrix(List<PermissionsResource.Line> lines) {
        var rows = new ArrayList<List<String>>();
        rows.add(new ArrayList<>(List.of("table")));
        rows.getFirst().addAll(PRIVILEGES);
        for (var line : lines) {
            var row = new ArrayList<>(List.of(line.table() + byForm(line.form())));
            PRIVILEGES.forEach(privilege -> row.add(line.rows().get(privilege).toString()));
            rows.add(row);
        }
        return table(rows);
    }

    /** Columns as wide as their widest cell, the first row above a line. */
    private static String table(List<List<String>> rows) {
        var widths = IntStream.range(0, rows.getFirst().size()).map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        var lines = rows.stream().map(row -> IntStream.range(0, widths.length).mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  ")).stripTrailing()).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
        return String.join("\n", lines) + "\n";
    }
}
