package torg.studio.module;

import java.util.ArrayList;
import java.util.List;

/**
 * A reason, and the reasons for it.
 *
 * @param text in English, as the kernel says it
 * @param because empty where the cause is found, or nobody knows further
 */
public record Why(String text, List<Why> because) {
    private static final String STEP = "  ";

    /** @param lines one a line, each further level set in by two blanks */
    static List<Why> of(List<String> lines) {
        var reasons = new ArrayList<Why>();
        for (var at = 0; at < lines.size();) {
            var next = at + 1;
            while (next < lines.size() && lines.get(next).startsWith(STEP)) next++;
            reasons.add(new Why(lines.get(at).strip(), of(lines.subList(at + 1, next).stream().map(line -> line.substring(STEP.length())).toList())));
            at = next;
        }
        return List.copyOf(reasons);
    }
}
