package torg.content.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts two texts together that were one once, line by line: what one side alone changed is as it has it. */
final class ThreeTexts {
    /** Two texts of 2,000 lines each that have neither beginning nor end in common; what is compared beyond that is not put together. */
    private static final long MOST_COMPARED = 4_000_000;
    /** Each is an object of its own: ten million of them, which a file may hold, would take the memory of the house. */
    private static final int MOST_LINES = 100_000;

    private final List<String> base;
    private final List<String> ours;
    private final List<String> theirs;

    private ThreeTexts(byte[] base, byte[] ours, byte[] theirs) {
        this.base = lines(base);
        this.ours = lines(ours);
        this.theirs = lines(theirs);
    }

    /** The text of both; empty where both changed the same lines, or lines that follow each other, and where it is no text or too long a one. */
    static Optional<byte[]> together(byte[] base, byte[] ours, byte[] theirs) {
        for (var text : List.of(base, ours, theirs)) {
            var lines = 0;
            for (var octet : text) {
                if (octet == 0 || octet == '\n' && ++lines > MOST_LINES) return Optional.empty();
            }
        }
        return new ThreeTexts(base, ours, theirs).together();
    }

    /** Each with its end; every octet is a character here and becomes the same octet again, whatever the encoding. */
    private static List<String> lines(byte[] text) {
        return List.of(new String(text, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
    }

    private Optional<byte[]> together() {
        if (compared(ours) > MOST_COMPARED || compared(theirs) > MOST_COMPARED) return Optional.empty();
        var inOurs = counterparts(ours);
        var inTheirs = counterparts(theirs);
        var text = new StringBuilder();
        int b = 0;
        int o = 0;
        int t = 0;
        while (true) {
            var next = b;
            while (next < base.size() && (inOurs[next] < 0 || inTheirs[next] < 0)) next++;
            var end = next == base.size();
            var part = part(base.subList(b, next), ours.subList(o, end ? ours.size() : inOurs[next]), theirs.subList(t, end ? theirs.size() : inTheirs[next]));
            if (part.isEmpty()) return Optional.empty();
            part.get().forEach(text::append);
            if (end) return Optional.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            text.append(base.get(next));
            b = next + 1;
            o = inOurs[next] + 1;
            t = inTheirs[next] + 1;
        }
    }

    /** What stands between two lines that all three have. */
    private static Optional<List<String>> part(List<String> base, List<String> ours, List<String> theirs) {
        if (theirs.equals(base) || theirs.equals(ours)) return Optional.of(ours);
        return ours.equals(base) ? Optional.of(theirs) : Optional.empty();
    }

    private long compared(List<String> other) {
        var begin = begin(other);
        return (long) (base.size() - begin - end(other, begin)) * (other.size() - begin - end(other, begin));
    }

    private int begin(List<String> other) {
        var same = 0;
        while (same < Math.min(base.size(), other.size()) && base.get(same).equals(other.get(same))) same++;
        return same;
    }

    private int end(List<String> other, int begin) {
        var same = 0;
        while (same < Math.min(base.size(), other.size()) - begin && base.get(base.size() - 1 - same).equals(other.get(other.size() - 1 - same))) same++;
        return same;
    }

    /** For each line of the base where it is in the other text, or -1: a longest sequence that both have. */
    private int[] counterparts(List<String> other) {
        var begin = begin(other);
        var end = end(other, begin);
        var place = new int[base.size()];
        Arrays.fill(place, -1);
        for (var i = 0; i < begin; i++) place[i] = i;
        for (var i = 1; i <= end; i++) place[base.size() - i] = other.size() - i;
        var left = base.subList(begin, base.size() - end);
        var right = other.subList(begin, other.size() - end);
        var common = new int[left.size() + 1][right.size() + 1];
        for (var i = left.size() - 1; i >= 0; i--) {
            for (var j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        for (int i = 0, j = 0; i < left.size() && j < right.size(); ) {
            if (left.get(i).equals(right.get(j))) place[begin + i++] = begin + j++;
            else if (common[i + 1][j] >= common[i][j + 1]) i++;
            else j++;
        }
        return place;
    }
}
