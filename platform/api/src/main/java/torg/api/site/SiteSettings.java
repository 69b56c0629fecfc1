package torg.api.site;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.text.Text;

/**
 * What {@code site.yml} says.
 *
 * @param name of the site, for people
 * @param theme folder name below {@code themes/}
 * @param locales languages of the site, the default one first, never empty; pages of the others live below {@code /<tag>/}
 * @param values further settings by name; the module that reads one documents it
 */
public record SiteSettings(Text name, String theme, List<Locale> locales, Map<String, String> values) {
    public SiteSettings {
        locales = List.copyOf(locales);
        values = Map.copyOf(values);
    }

    /** The first of the locales: the language of pages without a prefix. */
    public Locale defaultLocale() {
        return locales.getFirst();
    }

    /** A further setting as written; empty where the site does not say. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Whether somebody looks after the site and the house, is told what is wrong and why, and may do what is no table: whoever has the web role that the
     * setting {@code administrator-role} names, {@code administrator} where the site does not say. A program that is limited to tables does not, whatever
     * its roles: it was let at these tables and at nothing else. Nor does who sees pages in a preview as such a role does.
     */
    public boolean isAdministrator(Caller caller) {
        return caller.kind() != Caller.Kind.PREVIEW && caller.limits().tables().isEmpty() && caller.hasRole(value("administrator-role").filter(role -> !role.isBlank()).orElse("administrator"));
    }

    /**
     * In which people read moments. The setting {@code time-zone}, such as {@code Europe/Oslo}; UTC where the site does not say or names none that there is,
     * which is told when the site is compiled.
     */
    public ZoneId timeZone() {
        try {
            return value("time-zone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The language of the site that is nearest to a tag such as {@code nb-no}; empty for one that it does not have, and for what is no tag. */
    public Optional<Locale> offered(String tag) {
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(tag), locales));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What stands before a path in this language: empty for the default language, else {@code /nb}. */
    public String prefix(Locale locale) {
        return locale.equals(defaultLocale()) ? "" : "/" + locale.toLanguageTag();
    }
}
