package torg.api.site;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import torg.api.text.Text;

/** What a setting of a theme is set to. None holds anything but what its kind needs, so none can end the declaration of a style sheet that it stands in. */
public sealed interface ThemeValue {
    /** A colour for light and one for dark surroundings, each {@code #rrggbb} in lower case. */
    record Color(String light, String dark) implements ThemeValue {}

    /**
     * Fonts, the preferred first.
     *
     * @param families names as people write them, at least one; letters, digits, spaces, {@code -} and {@code _}
     * @param file of the first of them, by its path in the site ({@code files/...}) or the theme ({@code assets/...}); empty when it has to be on people's machines
     */
    record Font(List<String> families, Optional<String> file) implements ThemeValue {
        public Font {
            families = List.copyOf(families);
        }
    }

    /** A length, in {@code rem} or {@code px}. */
    record Length(BigDecimal number, String unit) implements ThemeValue {
        private static final BigDecimal PIXELS_OF_A_REM = BigDecimal.valueOf(16);

        /** How long it is where people have not changed the size of their browser's text. */
        public BigDecimal pixels() {
            return unit.equals("rem") ? number.multiply(PIXELS_OF_A_REM) : number;
        }

        @Override
        public String toString() {
            return number.toPlainString() + unit;
        }
    }

    /** A number. */
    record Figure(BigDecimal number) implements ThemeValue {}

    /** One of the setting's choices. */
    record Choice(String word) implements ThemeValue {}

    /** Yes or no. */
    record Flag(boolean on) implements ThemeValue {}

    /** A text for people, in one or several languages. */
    record Words(Text text) implements ThemeValue {}

    /** A picture, by its path in the site ({@code files/...}) or the theme ({@code assets/...}); empty for none. */
    record Image(String path) implements ThemeValue {}
}
