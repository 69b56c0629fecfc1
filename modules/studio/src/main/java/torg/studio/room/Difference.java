package torg.studio.room;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import torg.api.view.Model;

/** What changed from one text to another, line by line, for people. */
public final class Difference {
    /** Of both texts, between the first line that differs and the last. */
    private static final int MOST_LINES = 6_000;
    /** Lines shown around a change. */
    private static final int AROUND = 3;

    private final List<Line> lines = new ArrayList<>();
    /** What came since the last line that is the same: it is told after what went. */
    private final List<Line> came = new ArrayList<>();
    private int was;
    private int is;

    /** A line and its number in both texts, 0 where it is not. */
    private record Line(int was, int is, String text) {
        boolean same() {
            return was > 0 && is > 0;
        }

        Model row() {
            return Model.with(same() ? "same" : is == 0 ? "gone" : "new", true).with("was", was == 0 ? "" : "" + was).with("is", is == 0 ? "" : "" + is).with("text", text).build();
        }
    }

    private Difference() {}

    /** Rows of a table; none for equal texts, empty where the texts are too large and too different to be compared. */
    public static Optional<List<Model>> between(String before, String after) {
        var old = split(before);
        var young = split(after);
        var shorter = Math.min(old.size(), young.size());
        var start = 0;
        while (start < shorter && old.get(start).equals(young.get(start))) start++;
        var end = 0;
        while (end < shorter - start && old.get(old.size() - 1 - end).equals(young.get(young.size() - 1 - end))) end++;
        if (old.size() + young.size() - 2 * (start + end) > MOST_LINES) return Optional.empty();
        return Optional.of(new Difference().rows(old, young, Math.max(0, start - AROUND), Math.max(0, end - AROUND)));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /** Compared without this many lines at the beginning and at the end, which are the same. */
    private List<Model> rows(List<String> old, List<String> young, int start, int end) {
        was = start;
        is = start;
        var middle = old.subList(start, old.size() - end);
        for (var delta : DiffUtils.diff(middle, young.subList(start, young.size() - end), new MeyersDiffWithLinearSpace<String>()).getDeltas()) {
            if (was < start + delta.getSource().getPosition()) same(old, start + delta.getSource().getPosition());
            delta.getSource().getLines().forEach(line -> lines.add(new Line(++was, 0, line)));
            delta.getTarget().getLines().forEach(line -> came.add(new Line(0, ++is, line)));
        }
        same(old, old.size() - end);
        if (lines.stream().allMatch(Line::same)) return List.of();
        return shortened(start > 0, end > 0);
    }

    private void same(List<String> old, int until) {
        lines.addAll(came);
        came.clear();
        while (was < until) lines.add(new Line(++was, ++is, old.get(was - 1)));
    }

    /** With a gap in place of what is far from every change. */
    private List<Model> shortened(boolean begins, boolean ends) {
        var rows = new ArrayList<Model>();
        var gap = begins;
        for (var at = 0; at < lines.size(); at++) {
            var near = lines.subList(Math.max(0, at - AROUND), Math.min(lines.size(), at + AROUND + 1)).stream().anyMatch(line -> !line.same());
            if (near && gap) rows.add(Model.with("gap", true).build());
            if (near) rows.add(lines.get(at).row());
            gap = !near;
        }
        if (gap || ends) rows.add(Model.with("gap", true).build());
        return rows;
    }
}
