package torg.mustache;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who includes whom, looked at from the template that is included.
 *
 * @param byIncluded names of templates by the name of one that they include
 */
record Includers(Map<String, List<String>> byIncluded) {
    static Includers of(Set<String> names, Function<String, Set<String>> includes) {
        var byIncluded = new HashMap<String, List<String>>();
        for (var name : names) includes.apply(name).forEach(included -> byIncluded.computeIfAbsent(included, _ -> new ArrayList<>()).add(name));
        return new Includers(byIncluded);
    }

    List<String> of(String name) {
        return byIncluded.getOrDefault(name, List.of());
    }

    /** These, and all that include one of them, directly or over others. */
    Set<String> andAbove(Collection<String> names) {
        var reached = new TreeSet<String>();
        var waiting = new ArrayDeque<>(names);
        while (!waiting.isEmpty()) {
            var name = waiting.poll();
            if (reached.add(name)) waiting.addAll(of(name));
        }
        return reached;
    }
}
