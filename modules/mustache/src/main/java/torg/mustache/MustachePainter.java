package torg.mustache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.health.Status;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.text.Messages;
import torg.api.view.Model;
import torg.spi.health.HealthCheck;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;
import torg.spi.view.Painter;
import torg.spi.view.Templates;

/** Compiles the templates of the theme and of modules, and paints with them. */
@Component(immediate = true, service = {Painter.class, SiteCompiler.class, HealthCheck.class})
public final class MustachePainter implements Painter, SiteCompiler<Theme>, HealthCheck {
    private static final String ASSETS = "theme/assets/";

    private final Messages messages = Messages.beside(MustachePainter.class, "nb");
    private final Map<Templates, Offer> offers = new HashMap<>();
    private volatile Map<String, String> defaults = Map.of();

    /** What painted last; null before. */
    private volatile TemplateSet painted;
    /** The part of the last site: most edits leave the theme as it was. */
    private Theme last = new Theme(Map.of());

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    synchronized void addTemplates(Templates templates, Map<String, Object> service) {
        offers.put(templates, Offer.of(templates, service));
        refreshDefaults();
    }

    synchronized void removeTemplates(Templates templates) {
        offers.remove(templates);
        refreshDefaults();
    }

    private void refreshDefaults() {
        var all = new HashMap<String, String>();
        offers.values().stream().sorted().forEach(offer -> offer.templates.forEach(all::putIfAbsent));
        defaults = Map.copyOf(all);
    }

    /** Templates of one module; of two that have the same, the one counts that is preferred among services: by rank, else who came first. */
    private record Offer(int rank, long id, Map<String, String> templates) implements Comparable<Offer> {
        private static final Comparator<Offer> PREFERRED = Comparator.comparing(Offer::rank).reversed().thenComparing(Offer::id);

        static Offer of(Templates templates, Map<String, Object> service) {
            var rank = service.get("service.ranking") instanceof Integer given ? given : 0;
            return new Offer(rank, (Long) service.get("service.id"), Map.copyOf(templates.templates()));
        }

        @Override
        public int compareTo(Offer other) {
            return PREFERRED.compare(this, other);
        }
    }

    @Override
    public Class<Theme> part() {
        return Theme.class;
    }

    @Override
    public Object beside() {
        return defaults;
    }

    @Override
    public Theme compile(SiteSource source, Problems problems) {
        var theme = Theme.of(source.files());
        if (!theme.sameFilesAs(last)) last = theme;
        last.compiledWith(defaults).tell(problems);
        var assets = assets(source);
        last.own().forEach(own -> BrowserCheck.of(own, assets, problems));
        return last;
    }

    private static Set<String> assets(SiteSource source) {
        return source.files().keySet().stream().filter(path -> path.startsWith(ASSETS)).map(path -> path.substring(ASSETS.length())).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String paint(Site site, String template, Model model) {
        var set = site.require(Theme.class).compiledWith(defaults);
        painted = set;
        return set.paint(template, model, () -> notice(site, model));
    }

    private String notice(Site site, Model model) {
        var tag = model.get("locale") instanceof Model spoken && spoken.get("tag") instanceof String given ? given : "";
        var locale = Locale.forLanguageTag(tag);
        var text = messages.text(locale, site.part(SiteTexts.class).map(texts -> texts.in(locale)).orElse(Map.of()), "template-failed");
        var sheet = new Sheet();
        sheet.write("<p class=\"notice notice--danger\">");
        sheet.escaped(text);
        sheet.write("</p>");
        return sheet.toString();
    }

    @Override
    public String name() {
        return "templates";
    }

    @Override
    public Status check() {
        var set = painted;
        return set == null ? new Faults().status() : set.faults().status();
    }
}
