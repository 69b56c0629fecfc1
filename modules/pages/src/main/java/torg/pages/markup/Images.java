package torg.pages.markup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import torg.pages.tree.Picture;
import torg.pages.tree.Pictures;

/**
 * Lets browsers choose how large an image they load, and keep its place until it is there; an author has nothing to do for it. An image of which the text does not say what it shows
 * is described as the site does. Stands behind what makes mark-up safe.
 */
final class Images extends HtmlStreamEventReceiverWrapper {
    private final Pictures pictures;
    private final Locale locale;
    private final Map<String, Pictures.Image> found = new HashMap<>();
    private final Set<String> undescribed = new HashSet<>();

    Images(HtmlStreamEventReceiver out, Pictures pictures, Locale locale) {
        super(out);
        this.pictures = pictures;
        this.locale = locale;
    }

    /** What the addresses of images were, by address. */
    Map<String, Pictures.Image> found() {
        return Map.copyOf(found);
    }

    /** Addresses of images of which nobody says what they show. */
    Set<String> undescribed() {
        return Set.copyOf(undescribed);
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        super.openTag(element, element.equals("img") ? image(attributes) : attributes);
    }

    private List<String> image(List<String> written) {
        var attributes = new LinkedHashMap<String, String>();
        for (var at = 0; at + 1 < written.size(); at += 2) attributes.put(written.get(at), written.get(at + 1));
        var address = attributes.getOrDefault("src", "");
        if (address.isEmpty()) return written; // one from elsewhere, which is told of
        var image = pictures.at(address);
        found.put(address, image);
        if (!attributes.containsKey("alt")) {
            if (image.alt().isEmpty()) undescribed.add(address);
            attributes.put("alt", image.alt().map(text -> text.in(locale)).orElse(""));
        }
        image.picture().ifPresent(picture -> describe(picture, attributes));
        var described = new ArrayList<String>();
        attributes.forEach((name, value) -> {
            described.add(name);
            described.add(value);
        });
        return described;
    }

    /** It is as wide as its author says or else as it is, or as the window where that is narrower; browsers that can ask its place how wide that is. */
    private static void describe(Picture picture, Map<String, String> attributes) {
        var high = number(attributes, "height");
        var wide = number(attributes, "width").orElseGet(() -> high.isEmpty() ? picture.width() : Math.max(1, Math.round((float) picture.width() * high.getAsInt() / picture.height())));
        attributes.putIfAbsent("width", Integer.toString(wide));
        attributes.putIfAbsent("height", Integer.toString(picture.height(wide)));
        attributes.putIfAbsent("loading", "lazy");
        attributes.put("src", picture.usual());
        attributes.put("srcset", picture.choice());
        attributes.put("sizes", (attributes.get("loading").equals("lazy") ? "auto, " : "") + "(max-width: " + wide + "px) 100vw, " + wide + "px");
    }

    private static OptionalInt number(Map<String, String> attributes, String name) {
        return attributes.containsKey(name) ? OptionalInt.of(Integer.parseInt(attributes.get(name))) : OptionalInt.empty();
    }
}
