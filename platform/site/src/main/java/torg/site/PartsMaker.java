package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.spi.site.SiteCompiler;

/** Asks compilers for their parts, each after those it needs, and keeps a part as long as nothing its compiler looked at has changed. For one thread. */
final class PartsMaker {
    private static final Logger LOG = LoggerFactory.getLogger(PartsMaker.class);

    private final Sources sources;
    private Map<SiteCompiler<?>, Made> known = Map.of();

    PartsMaker(Sources sources) {
        this.sources = sources;
    }

    /** What has been made so far, to go back to. */
    Map<SiteCompiler<?>, Made> known() {
        return known;
    }

    void known(Map<SiteCompiler<?>, Made> before) {
        known = before;
    }

    /**
     * Make all parts that can be made. A compiler that has problems of its own hides its part from those that need it, so that one mistake is told
     * once and not once for each of its consequences.
     */
    Map<Class<?>, Object> make(Ingredients raw, List<SiteCompiler<?>> compilers, Problems problems) {
        var now = new HashMap<SiteCompiler<?>, Made>();
        var parts = new HashMap<>(raw.parts());
        var waiting = new ArrayList<>(compilers);
        for (var next = ready(waiting, parts); next.isPresent(); next = ready(waiting, parts)) {
            var compiler = next.get();
            waiting.remove(compiler);
            var made = made(compiler, new Ingredients(raw.proposed(), raw.settings(), raw.folders(), raw.files(), parts));
            now.put(compiler, made);
            made.problems.forEach(problems::add);
            made.part.filter(_ -> !made.fatal()).ifPresent(part -> put(parts, compiler, part, problems));
        }
        if (!problems.fatal()) waiting.forEach(compiler -> tellMissing(compiler, parts, problems));
        known = now;
        return parts;
    }

    private static Optional<SiteCompiler<?>> ready(List<SiteCompiler<?>> waiting, Map<Class<?>, Object> parts) {
        return waiting.stream().filter(compiler -> parts.keySet().containsAll(compiler.needs())).findFirst();
    }

    private Made made(SiteCompiler<?> compiler, Ingredients ingredients) {
        var before = known.get(compiler);
        var beside = compiler.beside();
        return before != null && before.beside.equals(beside) && before.holds(ingredients) ? before : compile(compiler, ingredients, beside);
    }

    private Made compile(SiteCompiler<?> compiler, Ingredients ingredients, Object beside) {
        var source = new CompilerSource(ingredients, compiler.needs());
        var problems = new Problems(source.languages());
        Optional<Object> part = Optional.empty();
        try {
            part = Optional.of(compiler.compile(source, problems));
        } catch (TorgException e) {
            problems.error(place(compiler), e.code(), e.getMessage(), e.help());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A module's bug, a module that is just being replaced, or a text nested deeper than anybody reads: its documents cannot be judged, all else goes on.
            LOG.error("part={} event=compiler-failed", compiler.part().getName(), e);
            problems.error(place(compiler), "site.compiler-failed", "the module that reads these documents failed, and the log says where",
                    "undo the last edit, or replace the module");
        }
        return new Made(source.seen(), beside, part, problems.found());
    }

    private void put(Map<Class<?>, Object> parts, SiteCompiler<?> compiler, Object part, Problems problems) {
        if (parts.putIfAbsent(compiler.part(), part) == null) return;
        problems.warning(place(compiler), "site.part-twice", "two modules make the part '" + compiler.part().getSimpleName()
                + "' of the site", "remove one of them");
    }

    private void tellMissing(SiteCompiler<?> compiler, Map<Class<?>, Object> parts, Problems problems) {
        var missing = compiler.needs().stream().filter(need -> !parts.containsKey(need)).map(Class::getSimpleName).sorted().toList();
        problems.warning(place(compiler), "site.part-missing", "these documents need the part '" + String.join("', '", missing)
                + "' of the site, which no module makes",
                "add the module that makes it");
    }

    private Position place(SiteCompiler<?> compiler) {
        return Position.start(sources.path(compiler.folders().stream().sorted().findFirst().orElse("")));
    }

    /**
     * A part and what it was made of.
     *
     * @param seen each look the compiler took, with what it saw
     * @param beside what the compiler said that it depends on else
     */
    record Made(Map<Ingredients.Look, Object> seen, Object beside, Optional<Object> part, List<SiteProblem> problems) {
        boolean holds(Ingredients ingredients) {
            return seen.entrySet().stream().allMatch(look -> look.getValue().equals(look.getKey().at(ingredients)));
        }

        boolean fatal() {
            return problems.stream().anyMatch(SiteProblem::fatal);
        }
    }
}
