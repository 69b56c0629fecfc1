package torg.pages.markup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.HtmlStreamEventReceiverWrapper;
import torg.pages.tree.Picture;
import torg.pages.tree.Pictures;

/** Lets browsers choose how large an image they load, and keep its place until it is there; an author has nothing to do for it. Stands behind what makes mark-up safe. */
final class Images extends HtmlStreamEventReceiverWrapper {
    private final Pictures pictures;
    private final Map<String, Optional<Picture>> found = new HashMap<>();

    Images(HtmlStreamEventReceiver out, Pictures pictures) {
        super(out);
        this.pictures = pictures;
    }

    /** What the addresses of images were, by address. */
    Map<String, Optional<Picture>> found() {
        return Map.copyOf(found);
    }

    @Override
    public void openTag(String element, List<String> attributes) {
        super.openTag(element, element.equals("img") ? image(attributes) : attributes);
    }

    private List<String> image(List<String> written) {
        var attributes = new LinkedHashMap<String, String>();
        for (var at = 0; at + 1 < written.size(); at += 2) attributes.put(written.get(at), written.get(at + 1));
        var address = attributes.getOrDefault("src", "");
        var picture = pictures.at(address);
        found.put(address, picture);
        if (picture.isEmpty()) return written;
        describe(picture.get(), attributes);
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
