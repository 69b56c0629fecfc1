package torg.lists.forms.row;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.api.site.SiteTexts;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads the setting {@code time-zone}, and puts the site's own words over those of the module. */
@Component(service = SiteCompiler.class)
public final class LanguagesCompiler implements SiteCompiler<Languages> {
    private static final String SETTING = "time-zone";

    @Override
    public Class<Languages> part() {
        return Languages.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(SiteTexts.class);
    }

    @Override
    public Languages compile(SiteSource source, Problems problems) {
        var texts = source.part(SiteTexts.class);
        var words = new HashMap<Locale, Words>();
        for (var locale : source.settings().locales()) words.put(locale, new Words(locale, texts.in(locale)));
        source.settings().value(SETTING).ifPresent(name -> demandZone(name, source, problems));
        return new Languages(source.settings().timeZone(), words);
    }

    private static void demandZone(String name, SiteSource source, Problems problems) {
        try {
            ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.error(source.at(SETTING), "lists-forms.unknown-time-zone", "there is no time zone '" + name + "'",
                    nearest(name).map(near -> "did you mean '" + near + "'?").orElse("write a name such as Europe/Oslo, or UTC"));
        }
    }

    /** People often know the city alone. */
    private static Optional<String> nearest(String name) {
        var known = new TreeSet<>(ZoneId.getAvailableZoneIds());
        return known.stream().filter(zone -> zone.endsWith("/" + name)).findFirst().or(() -> Problems.nearest(name, known));
    }

    /** Where {@code site.yml} says it. */
}
