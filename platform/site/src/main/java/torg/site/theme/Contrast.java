package torg.site.theme;

import java.util.List;

/**
 * How well a text can be told from what it stands on.
 *
 * <p>Source: WCAG 2.2, "relative luminance", "contrast ratio", and success criterion 1.4.3 (AA).
 */
final class Contrast {
    /** What normal text needs. */
    static final double ENOUGH = 4.5;

    private Contrast() {}

    /** From 1, for the same colour, to 21, for black on white; of colours like {@code #0b5563}. */
    static double of(String text, String ground) {
        var one = luminance(channels(text));
        var other = luminance(channels(ground));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /** The colour that is most like this one and has enough contrast on all of these; black or white where none between has. */
    static String enough(String text, List<String> grounds) {
        var from = channels(text);
        var dark = grounds.stream().mapToDouble(ground -> luminance(channels(ground))).average().orElse(1) > 0.18;
        for (var step = 1; step < 50; step++) {
            var mixed = new int[3];
            for (var i = 0; i < 3; i++) mixed[i] = (int) Math.round(from[i] + ((dark ? 0 : 255) - from[i]) * step / 50.0);
            var color = String.format("#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
            if (grounds.stream().allMatch(ground -> of(color, ground) >= ENOUGH)) return color;
        }
        return dark ? "#000000" : "#ffffff";
    }

    private static int[] channels(String color) {
        var all = Integer.parseInt(color.substring(1), 16);
        return new int[] {all >> 16, all >> 8 & 0xff, all & 0xff};
    }

    private static double luminance(int[] channels) {
        return 0.2126 * linear(channels[0]) + 0.7152 * linear(channels[1]) + 0.0722 * linear(channels[2]);
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
