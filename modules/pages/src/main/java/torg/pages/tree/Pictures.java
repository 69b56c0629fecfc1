package torg.pages.tree;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import torg.api.text.Text;

/**
 * All of a site, and what the images among its web files show.
 *
 * @param byPath {@code files/range.png}
 * @param alts alternative texts, by path as well; an empty one of an image that shows nothing people need to know
 */
public record Pictures(Map<String, Picture> byPath, Map<String, Text> alts) {
    /** Of a site without any. */
    public static final Pictures NONE = new Pictures(Map.of(), Map.of());

    public Pictures {
        byPath = Map.copyOf(byPath);
        alts = Map.copyOf(alts);
    }

    /**
     * What is known of an image.
     *
     * @param picture of which smaller ones are made
     * @param alt what it shows, for who does not see it
     */
    public record Image(Optional<Picture> picture, Optional<Text> alt) {}

    /** The one of this path. */
    public Optional<Picture> of(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** What the image of this path shows. */
    public Optional<Text> alt(String path) {
        return Optional.ofNullable(alts.get(path));
    }

    /** What is known of the image at an address as it stands in mark-up. */
    public Image at(String address) {
        var path = path(address);
        return new Image(path.flatMap(this::of), path.flatMap(this::alt));
    }

    /** The path of the web file at an address as it stands in mark-up; empty for what is no address of one. */
    public static Optional<String> path(String address) {
        if (!address.startsWith("/")) return Optional.empty();
        try {
            return Optional.of(URLDecoder.decode(address.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
