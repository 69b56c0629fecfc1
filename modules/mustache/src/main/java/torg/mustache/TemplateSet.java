package torg.mustache;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.view.Model;

/**
 * Templates that were checked and compiled together, and what was wrong with them.
 *
 * @param templates by name, those that are fit to paint
 * @param sources of all templates by name, those that are left out because of a mistake among them
 * @param defaults the modules' templates this set was made with
 * @param complaints fatal for templates of the theme; a module's broken default is a warning and is left out
 * @param faults those that failed while they were painted
 */
record TemplateSet(Map<String, Mustache> templates, Map<String, Source> sources, Map<String, String> defaults, List<SiteProblem> complaints, Faults faults) {
    static TemplateSet compile(Map<String, Source> sources, Map<String, String> defaults) {
        var problems = new Problems();
        var fit = fit(sources, problems);
        return new TemplateSet(compileAll(sources, fit, problems), Map.copyOf(sources), defaults, problems.found(), new Faults());
    }

    /** The names of those that can be compiled. A mistake is told once, at its place: what includes a template with a mistake is left out without a word. */
    private static Set<String> fit(Map<String, Source> sources, Problems problems) {
        var checks = new TreeMap<String, TemplateCheck>();
        sources.forEach((name, source) -> checks.put(name, TemplateCheck.of(source, problems)));
        var fit = new TreeSet<>(sources.keySet());
        fit.removeIf(name -> checks.get(name).broken() || !checks.get(name).findsAll(sources.keySet()));
        fit.removeAll(Circles.among(fit, checks, problems));
        var wrong = sources.keySet().stream().filter(name -> !fit.contains(name)).toList();
        var unfit = Includers.of(fit, name -> checks.get(name).includes()).andAbove(wrong);
        fit.forEach(name -> tellUnfit(checks.get(name), unfit, checks));
        fit.removeAll(unfit);
        Blank.tell(fit, checks);
        return fit;
    }

    /** What the site cannot mend is no error by itself; that a template of the theme needs it is. */
    private static void tellUnfit(TemplateCheck check, Set<String> unfit, Map<String, TemplateCheck> checks) {
        if (!check.isOwn()) return;
        check.includes().stream().filter(name -> unfit.contains(name) && !checks.get(name).isOwn()).findFirst().ifPresent(check::tellUnfit);
    }

    private static Map<String, Mustache> compileAll(Map<String, Source> sources, Set<String> fit, Problems problems) {
        var factory = new ClosedFactory(sources);
        var compiled = new HashMap<String, Mustache>();
        for (var name : fit) {
            try {
                compiled.put(name, factory.compile(name));
            } catch (MustacheException | IllegalArgumentException | StackOverflowError e) {
                tellUncompilable(sources.get(name), e, problems);
                // The others that include so much would fail alike, and take long about it.
                if (factory.isExhausted() || e instanceof StackOverflowError) break;
            }
        }
        return Map.copyOf(compiled);
    }

    private static void tellUncompilable(Source source, Throwable fault, Problems problems) {
        var line = fault instanceof MustacheException at && at.getContext() != null ? Math.max(1, at.getContext().line()) : 1;
        var message = "template '" + source.name() + "' cannot be compiled: " + reason(fault);
        var position = new Position(source.path(), line, 1);
        if (source.own()) problems.error(position, "mustache.uncompilable", message, "mend the template");
        else problems.warning(position, "mustache.uncompilable", message, "update the module");
    }

    private static String reason(Throwable fault) {
        return fault instanceof StackOverflowError ? "what it includes is nested too deep" : fault instanceof MustacheException known && known.getContext() != null ? known.getMessage().replace(" @" + known.getContext(), "") : fault.getMessage();
    }

    /** Report what was wrong; the same words each time the set is used for a new site. */
    void tell(Problems problems) {
        complaints.forEach(problems::add);
    }

    /**
     * Paint with one of them.
     *
     * @param notice mark-up for the place of a part of a page that fails
     */
    String paint(String name, Model model, Supplier<String> notice) {
        var template = templates.get(name);
        if (template == null) throw missing(name);
        var sheet = new Sheet();
        // What a component shows has a place of its own on the page, and is left out as a whole.
        var scopes = new Scopes(name, model, System::nanoTime, (fault, within) -> name.contains("/") ? Optional.empty() : Optional.of(faults.note(place(fault, within), reason(fault))).map(_ -> notice.get()));
        try {
            template.execute(sheet, scopes);
        } catch (MustacheException | StackOverflowError e) {
            faults.note(place(e, scopes.innermost()), reason(e));
            throw TorgException.of(ProblemKind.CONFIG, "mustache.failed", "template '" + name + "' cannot be painted" + within(name, scopes.innermost()) + ": " + reason(e))
                    .help("mend the template").causedBy(e);
        }
        var painted = sheet.toString();
        if (!name.contains("/") && painted.isBlank()) {
            faults.note(Position.start(sources.get(name).path()), "it painted an empty page");
            throw TorgException.of(ProblemKind.CONFIG, "mustache.blank", "template '" + name + "' painted an empty page").help("mend the template");
        }
        return painted;
    }

    /** Where it failed, as far as that is known. */
    private Position place(Throwable fault, String innermost) {
        var context = fault instanceof MustacheException known ? known.getContext() : null;
        return context == null ? Position.start(sources.get(innermost).path()) : sources.get(context.file()).tag(context.line(), fault.getMessage());
    }

    private static String within(String name, String innermost) {
        return innermost.equals(name) ? "" : ", because of '" + innermost + "' in it";
    }

    private TorgException missing(String name) {
        if (sources.containsKey(name)) {
            return TorgException.of(ProblemKind.CONFIG, "mustache.template-unfit", "template '" + name + "' has a mistake, or what it includes has one, and is left out")
                    .help("look at the problems of the site");
        }
        var near = Problems.nearest(name, templates.keySet());
        return TorgException.of(ProblemKind.CONFIG, "mustache.template-missing", "neither the theme nor a module has a template '" + name + "'")
                .help(near.map(known -> "did you mean '" + known + "'?").orElse("add it to the theme's templates"));
    }
}
