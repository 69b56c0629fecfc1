package torg.api.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.text.Text;

/**
 * A kind of page: what its pages say beside title and text.
 *
 * @param name as pages say it, {@code news}
 * @param label for people
 * @param template of those of its pages that name none
 * @param below paths, below one of which its pages lie; empty for anywhere
 * @param fields in the order of its document
 */
public record PageType(String name, Text label, String template, List<String> below, List<Field> fields) {
    public PageType {
        below = List.copyOf(below);
        fields = List.copyOf(fields);
    }

    /** The field of this name. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).findFirst();
    }

    /** What a field holds. */
    public enum Kind {
        /** One line. */
        TEXT,
        /** Several lines, as they are written. */
        LONGTEXT,
        /** Markdown; rendered where it is shown. */
        MARKDOWN,
        /** HTML, of which whatever runs, loads from elsewhere or posts is left out. */
        HTML,
        /** A day, {@code 2026-11-30}. */
        DATE,
        /** A moment, {@code 2026-11-30T08:00}, by the clock of the site's time zone unless it has an offset. */
        DATETIME,
        /** A decimal number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** One of the field's choices. */
        CHOICE,
        /** A picture among the web files, {@code /files/range.png}. */
        IMAGE,
        /** Any web file. */
        FILE,
        /** A page of the site, {@code /orders}. */
        PAGE;

        /** As documents write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is words, which differ from language to language. */
        public boolean isWords() {
            return this == TEXT || this == LONGTEXT || this == MARKDOWN || this == HTML;
        }
    }

    /**
     * A field of its pages.
     *
     * @param label for people
     * @param hint for whoever fills it in
     * @param required whether each page says it
     * @param list whether it holds any number of values
     * @param perLanguage whether it may say something else in each language
     * @param choices for people, by what documents write, in order; empty unless it is a {@link Kind#CHOICE}
     * @param fallback what a page that says nothing says, as a page would write it
     */
    public record Field(String name, Text label, Optional<Text> hint, Kind kind, boolean required, boolean list, boolean perLanguage, Map<String, Text> choices, Optional<Node> fallback) {
        public Field {
            choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        }
    }
}
