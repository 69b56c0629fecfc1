package torg.mustache;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param defaults the modules' templates this set was made with
 * @param complaints fatal for templates of the theme; a module's broken default is a warning and is left out
 */
record TemplateSet(Map<String, Mustache> templates, Map<String, String> defaults, List<SiteProblem> complaints) {
    static TemplateSet compile(Map<String, Source> sources, Map<String, String> defaults) {
        var problems = new Problems();
        var fit = new TreeMap<String, Source>();
        var checks = new HashMap<String, TemplateCheck>();
        sources.forEach((name, source) -> {
            var check = TemplateCheck.of(source, problems);
            checks.put(name, check);
            if (!check.broken()) fit.put(name, source);
        });
        while (fit.values().removeIf(source -> checks.get(source.name()).missesAny(fit.keySet(), problems))) {
            // a template without its partials is unfit, and so are those that include it
        }
        return new TemplateSet(compileAll(fit, problems), defaults, problems.found());
    }

    private static Map<String, Mustache> compileAll(Map<String, Source> sources, Problems problems) {
        var factory = new ClosedFactory(sources);
        var compiled = new HashMap<String, Mustache>();
        sources.forEach((name, source) -> {
            try {
                compiled.put(name, factory.compile(name));
            } catch (MustacheException | IllegalArgumentException e) {
                var line = e instanceof MustacheException at && at.getContext() != null ? Math.max(1, at.getContext().line()) : 1;
                var message = "template '" + name + "' cannot be compiled: " + e.getMessage();
                var position = new Position(source.path(), line, 1);
                if (source.own()) problems.error(position, "mustache.uncompilable", message, "mend the template");
                else problems.warning(position, "mustache.uncompilable", message, "update the module");
            }
        });
        return Map.copyOf(compiled);
    }

    /** Report what was wrong; the same words each time the set is used for a new site. */
    void tell(Problems problems) {
        complaints.forEach(problems::add);
    }

    /** Paint with one of them. */
    String paint(String name, Model model) {
        var template = templates.get(name);
        if (template == null) throw missing(name);
        var sheet = new Sheet();
        try {
            template.execute(sheet, new Scopes(model));
        } catch (MustacheException e) {
            throw TorgException.of(ProblemKind.CONFIG, "mustache.failed", "template '" + name + "' cannot be painted")
                    .help("look at the cause in the log and mend the template").causedBy(e);
        }
        return sheet.toString();
    }

    private TorgException missing(String name) {
        var near = Problems.nearest(name, templates.keySet());
        return TorgException.of(ProblemKind.CONFIG, "mustache.template-missing", "neither the theme nor a module has a template '" + name + "'")
                .help(near.map(known -> "did you mean '" + known + "'?").orElse("add it to the theme's templates"));
    }
}
