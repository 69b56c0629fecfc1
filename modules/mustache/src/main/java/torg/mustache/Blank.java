package torg.mustache;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds templates of pages that paint nothing whatever they are handed: the page would be answered with success, and be empty. */
final class Blank {
    private Blank() {}

    /** Tell of those among these; a page whose layout is blank is not told of beside its layout. */
    static void tell(Set<String> fit, Map<String, TemplateCheck> checks) {
        var writers = fit.stream().filter(name -> checks.get(name).writes()).toList();
        var blank = new TreeSet<>(fit);
        blank.removeAll(Includers.of(fit, name -> checks.get(name).includes()).andAbove(writers));
        blank.removeIf(name -> !checks.get(name).isOwn() || !checks.get(name).isPage());
        for (var name : blank) {
            if (checks.get(name).includes().stream().noneMatch(blank::contains)) checks.get(name).tellBlank();
        }
    }
}
