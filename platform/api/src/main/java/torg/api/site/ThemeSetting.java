package torg.api.site;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.text.Text;

/**
 * Something of a theme that a site may set without a template or a style sheet of its own.
 *
 * @param name what authors write; of colours, fonts, lengths and numbers also the custom property {@code --<name>} of the style sheets
 * @param label for people
 * @param hint one sentence that says what it is good for
 * @param kind what it can be set to
 * @param standard what it is where the site does not say
 * @param value what it is; the same kind of value as the standard
 */
public record ThemeSetting(String name, Text label, Optional<Text> hint, Kind kind, ThemeValue standard, ThemeValue value) {

    /** What a setting can be set to. */
    public sealed interface Kind {
        /**
         * A {@link ThemeValue.Color}.
         *
         * @param on names of colours on which text of this colour stands, so that there has to be contrast
         */
        record Color(List<String> on) implements Kind {
            public Color {
                on = List.copyOf(on);
            }
        }

        /** A {@link ThemeValue.Font}. */
        record Font() implements Kind {}

        /** A {@link ThemeValue.Length} within bounds, both included. */
        record Length(ThemeValue.Length least, ThemeValue.Length most) implements Kind {}

        /** A {@link ThemeValue.Figure} within bounds, both included. */
        record Figure(BigDecimal least, BigDecimal most) implements Kind {}

        /**
         * A {@link ThemeValue.Choice}.
         *
         * @param choices words and what people read for them, in order; unmodifiable
         */
        record Choice(Map<String, Text> choices) implements Kind {
            public Choice {
                choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
            }
        }

        /** A {@link ThemeValue.Flag}. */
        record Flag() implements Kind {}

        /** {@link ThemeValue.Words}. */
        record Words() implements Kind {}

        /** An {@link ThemeValue.Image}. */
        record Image() implements Kind {}
    }
}
