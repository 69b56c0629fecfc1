package torg.mustache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import torg.api.site.Problems;

/**
 * Finds templates that include each other without end. A template may come back to itself for each item of a list, as nested menus do, because
 * items end; it may not on any other way, since nothing in the template could stop it. Works by taking away what ends, so it needs no stack.
 */
final class Circles {
    /** After so many nobody reads on; what is left is left out all the same. */
    private static final int MOST_TOLD = 10;

    private final Map<String, TemplateCheck> checks;
    private final Includers includers;
    private final Set<String> left;
    /** Of how many templates that may not end each one consists. */
    private final Map<String, Integer> open = new HashMap<>();

    private Circles(Set<String> fit, Map<String, TemplateCheck> checks) {
        this.checks = checks;
        this.left = new TreeSet<>(fit);
        this.includers = Includers.of(fit, name -> checks.get(name).includesAlways());
        for (var name : fit) open.put(name, (int) checks.get(name).includesAlways().stream().filter(fit::contains).count());
    }

    /** Those of these templates that lie on a circle; each circle is told once. */
    static Set<String> among(Set<String> fit, Map<String, TemplateCheck> checks, Problems problems) {
        var circles = new Circles(fit, checks);
        circles.takeAway(fit.stream().filter(name -> circles.open.get(name) == 0).toList());
        var endless = new TreeSet<String>();
        for (var told = 0; told < MOST_TOLD && !circles.left.isEmpty(); told++) {
            var circle = circles.tellOne(problems);
            endless.addAll(circle);
            circles.takeAway(circle);
        }
        endless.addAll(circles.left);
        return endless;
    }

    /** These, and whatever includes nothing else that may not end. */
    private void takeAway(List<String> names) {
        var waiting = new ArrayDeque<>(names);
        while (!waiting.isEmpty()) {
            var name = waiting.poll();
            if (!left.remove(name)) continue;
            for (var above : includers.of(name)) if (open.merge(above, -1, Integer::sum) == 0) waiting.add(above);
        }
    }

    private List<String> tellOne(Problems problems) {
        var way = new LinkedHashSet<String>();
        var at = left.iterator().next();
        while (way.add(at)) at = next(at);
        var names = new ArrayList<>(way);
        var circle = List.copyOf(names.subList(names.indexOf(at), names.size()));
        tell(circle, problems);
        return circle;
    }

    /** A template that this one includes always, and that may not end either: while this one is left there is one. */
    private String next(String name) {
        return checks.get(name).includesAlways().stream().filter(left::contains).findFirst().orElseThrow();
    }

    /** At a template of the theme if there is one on the circle: that one can be mended in the site. */
    private void tell(List<String> circle, Problems problems) {
        var own = circle.stream().filter(name -> checks.get(name).isOwn()).findFirst().orElse(circle.getFirst());
        var next = circle.get((circle.indexOf(own) + 1) % circle.size());
        checks.get(own).tellEndless(next, circle.size() == 1 ? "itself" : "'" + next + "', which comes back to it", problems);
    }
}
