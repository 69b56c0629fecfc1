package torg.pages.tree;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A web file that is a picture of which others are made. Each of those lies at an address below the file's own, where no other file can be, and which names the
 * bytes that it is made of: browsers keep it for good.
 *
 * @param path of the file, {@code files/range.png}
 * @param fingerprint other bytes have another
 * @param format {@code png} or {@code jpeg}
 * @param width in pixels, as people see it
 * @param height in pixels, as people see it
 * @param orientation how the stored picture is turned for that, 1 (not at all) to 8
 */
public record Picture(String path, String fingerprint, String format, int width, int height, int orientation) {
    /** From a small telephone's to a large screen's. */
    private static final List<Integer> WIDTHS = List.of(320, 640, 960, 1280, 1920);
    /** What is shown where nothing else can be chosen. */
    private static final int USUAL = 1280;
    /** Of one that is made; what a picture costs to make is bounded by it. */
    private static final long MOST_PIXELS = 3_000_000;

    /** Whether it is on its side, so that width and height are the other way round in the file. */
    public boolean lies() {
        return orientation > 4;
    }

    /** How wide those are that are made of it, the narrowest first; the widest has the picture's own width where that is not too much. */
    public List<Integer> widths() {
        return Stream.concat(WIDTHS.stream().filter(wide -> wide < width), IntStream.of(width).filter(wide -> wide <= WIDTHS.getLast()).boxed())
                .filter(wide -> (long) wide * height(wide) <= MOST_PIXELS).toList();
    }

    /** How high it is when it is this wide. */
    public int height(int wide) {
        return Math.max(1, Math.round((float) height * wide / width));
    }

    /** Where the one of this width is. */
    public String link(int wide) {
        return Addresses.encode("/" + path) + "/" + wide + "-" + fingerprint;
    }

    /** The one for whoever cannot choose. */
    public String usual() {
        return link(widths().stream().filter(wide -> wide <= USUAL).toList().getLast());
    }

    /** All of them, for a browser to choose from. */
    public String choice() {
        return widths().stream().map(wide -> link(wide) + " " + wide + "w").collect(Collectors.joining(", "));
    }
}
