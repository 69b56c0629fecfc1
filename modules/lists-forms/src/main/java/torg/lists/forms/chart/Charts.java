package torg.lists.forms.chart;

import java.util.Map;

/** The charts of a site, by name: a part of the {@link torg.api.site.Site}. */
public record Charts(Map<String, ChartView> byName) {
    public Charts {
        byName = Map.copyOf(byName);
    }
}
