package torg.api.site;

import java.util.List;
import java.util.Optional;
import torg.api.text.Text;

/**
 * The theme of a site, as the part of the {@link Site}: what it is made of, and what can be set of it. Its files are those of the site.
 *
 * @param name folder name below {@code themes/}
 * @param label for people
 * @param parents names of the themes it extends, the nearest first
 * @param styles style sheets that pages are to have, by their paths below {@code theme/assets/}, in order; the last one is made of what is set
 * @param settings in the order in which people are to see them, those of the parents first
 */
public record SiteTheme(String name, Text label, List<String> parents, List<String> styles, List<ThemeSetting> settings) {
    public SiteTheme {
        parents = List.copyOf(parents);
        styles = List.copyOf(styles);
        settings = List.copyOf(settings);
    }

    /** A theme of its own that says nothing of itself. */
    public static SiteTheme plain(String name) {
        return new SiteTheme(name, Text.of(name), List.of(), List.of(), List.of());
    }

    /** The setting of this name, if the theme has one. */
    public Optional<ThemeSetting> setting(String setting) {
        return settings.stream().filter(one -> one.name().equals(setting)).findFirst();
    }
}
