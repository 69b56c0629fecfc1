package torg.studio.conflict;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import torg.api.view.Model;

/** A text and what two sides made of it, line by line: where only one of them changed something, and where both did. Immutable. */
final class ThreeTexts {
    /** Of each text. */
    private static final int MOST_LINES = 3_000;
    /** Lines shown around what was changed. */
    private static final int AROUND = 3;

    private final List<Part> parts;

    /** Some lines one after the other. */
    private record Part(List<String> base, List<String> ours, List<String> theirs) {
        boolean same() {
            return base.equals(ours) && base.equals(theirs);
        }

        /** Both sides changed it, and not to the same. */
        boolean contested() {
            return !ours.equals(theirs) && !base.equals(ours) && !base.equals(theirs);
        }

        List<String> merged() {
            return base.equals(ours) ? theirs : ours;
        }
    }

    private ThreeTexts(List<Part> parts) {
        this.parts = parts;
    }

    /** Empty where the texts are too long to be compared. */
    static Optional<ThreeTexts> of(String base, String ours, String theirs) {
        var before = split(base);
        var mine = split(ours);
        var other = split(theirs);
        if (Math.max(before.size(), Math.max(mine.size(), other.size())) > MOST_LINES) return Optional.empty();
        return Optional.of(new ThreeTexts(parts(before, mine, other)));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /** From one line that all three have to the next. */
    private static List<Part> parts(List<String> base, List<String> ours, List<String> theirs) {
        var parts = new ArrayList<Part>();
        var mine = places(base, ours);
        var other = places(base, theirs);
        var from = 0;
        var fromMine = 0;
        var fromOther = 0;
        for (var at = 0; at <= base.size(); at++) {
            var end = at == base.size();
            if (!end && (mine[at] < 0 || other[at] < 0)) continue;
            var between = new Part(base.subList(from, at), ours.subList(fromMine, end ? ours.size() : mine[at]), theirs.subList(fromOther, end ? theirs.size() : other[at]));
            if (!between.same()) parts.add(between);
            if (end) break;
            var line = List.of(base.get(at));
            parts.add(new Part(line, line, line));
            from = at + 1;
            fromMine = mine[at] + 1;
            fromOther = other[at] + 1;
        }
        return parts;
    }

    /** Where each line is in the other text; -1 for one that is not there any more. */
    private static int[] places(List<String> base, List<String> side) {
        var places = new int[base.size()];
        Arrays.fill(places, -1);
        var at = 0;
        var there = 0;
        for (var delta : DiffUtils.diff(base, side, new MeyersDiffWithLinearSpace<String>()).getDeltas()) {
            while (at < delta.getSource().getPosition()) places[at++] = there++;
            at += delta.getSource().size();
            there = delta.getTarget().getPosition() + delta.getTarget().size();
        }
        while (at < base.size()) places[at++] = there++;
        return places;
    }

    /** What either side changed, and where both changed the same what our side made of it. */
    String merged() {
        return String.join("\n", parts.stream().flatMap(part -> part.merged().stream()).toList());
    }

    /** Rows of a table: lines that all have, and beside each other what each side has in their place. */
    List<Model> rows() {
        var rows = new ArrayList<Model>();
        var gap = false;
        for (var at = 0; at < parts.size(); at++) {
            var part = parts.get(at);
            var near = parts.subList(Math.max(0, at - AROUND), Math.min(parts.size(), at + AROUND + 1)).stream().anyMatch(one -> !one.same());
            if (!near && !gap) rows.add(Model.with("gap", true).build());
            gap = !near;
            if (near) rows.addAll(rows(part));
        }
        return rows;
    }

    private static List<Model> rows(Part part) {
        if (part.same()) return List.of(Model.with("same", Model.with("line", part.base().getFirst()).build()).build());
        var rows = new ArrayList<Model>();
        var most = Math.max(part.base().size(), Math.max(part.ours().size(), part.theirs().size()));
        for (var at = 0; at < most; at++) {
            rows.add(Model.with("change", Model.with("first", at == 0).with("contested", part.contested())
                    .with("base", line(part.base(), at)).with("ours", line(part.ours(), at)).with("theirs", line(part.theirs(), at))
                    .with("mine", !part.ours().equals(part.base())).with("other", !part.theirs().equals(part.base()))).build());
        }
        return rows;
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "";
    }
}
