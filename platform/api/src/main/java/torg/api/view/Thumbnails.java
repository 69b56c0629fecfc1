package torg.api.view;

import java.util.Map;

/**
 * Small pictures of a site's web files, as a part of the {@link torg.api.site.Site}: for whoever shows many of them at once.
 *
 * @param byPath path of a file, {@code files/range.png}, to the address of the smallest picture that is made of it; files of which none is made are left out
 */
public record Thumbnails(Map<String, String> byPath) {
    public Thumbnails {
        byPath = Map.copyOf(byPath);
    }
}
