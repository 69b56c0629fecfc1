package torg.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Edition;
import torg.api.site.Site;
import torg.spi.site.EditCompletion;

/**
 * Keeps the addresses of pages that move: where one edit takes a page away and writes the very same elsewhere, the page says in {@code was} where it was, and each edition of it
 * does, since it stands in its place.
 */
@Component(service = EditCompletion.class)
public final class MoveKeeper implements EditCompletion {
    private static final Pattern PAGE = Pattern.compile("((?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9-]*)\\.(?:md|html)");
    private static final Pattern FRONT = Pattern.compile("\\A---[ \\t]*\\r?\\n(.*?)(?=^---[ \\t]*\\r?$)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ONE_LINE = Pattern.compile("^was:[ \\t]*\\[?([^\\[\\]{}#\\r\\n]*[^\\[\\]{}#\\s])]?(?=[ \\t]*(?:#|\\r?$))", Pattern.MULTILINE);
    private static final Pattern LINES = Pattern.compile("^was:[ \\t]*\\r?\\n(?=([ \\t]*)- )", Pattern.MULTILINE);
    private static final Pattern ANY = Pattern.compile("^was:", Pattern.MULTILINE);

    @Override
    public Map<String, byte[]> complete(Site site, Edit edit, Map<String, ContentFile> before) {
        var gone = new HashMap<Same, String>();
        var several = new HashSet<Same>();
        edit.changes().forEach((path, change) -> {
            if (change.bytes().isPresent() || !before.containsKey(path)) return;
            address(site, path).ifPresent(address -> {
                var same = Same.of(path, before.get(path).bytes());
                if (gone.put(same, address) != null) several.add(same);
            });
        });
        gone.keySet().removeAll(several);
        var completed = new HashMap<String, byte[]>();
        if (gone.isEmpty()) return completed;
        edit.changes().forEach((path, change) -> change.bytes().filter(_ -> !before.containsKey(path)).flatMap(bytes -> Optional.ofNullable(gone.get(Same.of(path, bytes)))
                .flatMap(old -> address(site, path).map(now -> said(new String(bytes, UTF_8), old, now)))).ifPresent(text -> completed.put(path, text.getBytes(UTF_8))));
        return completed;
    }

    /**
     * What a page is known by where it goes to.
     *
     * @param edition when it stands in the place of the page; an edition may say the very same as the page
     */
    private record Same(ByteBuffer bytes, Optional<Edition> edition) {
        static Same of(String path, byte[] bytes) {
            return new Same(ByteBuffer.wrap(bytes), Edition.ifAny(path).map(edition -> new Edition("", edition.from(), edition.until())));
        }
    }

    /** The address of a page by the file that says it; none for other languages, pages of many addresses and those without one. */
    private static Optional<String> address(Site site, String path) {
        var root = site.path("pages/");
        if (!path.startsWith(root)) return Optional.empty();
        var name = PAGE.matcher(Edition.ifAny(path).map(Edition::place).orElse(path).substring(root.length()));
        if (!name.matches() || name.group(1).startsWith("special/")) return Optional.empty();
        var address = ("/" + name.group(1)).replaceFirst("/index$", "");
        return address.isEmpty() ? Optional.empty() : Optional.of(address);
    }

    /** The page, saying that it was there; that it was where it is now, it says no more. */
    private static String said(String text, String old, String now) {
        var front = FRONT.matcher(text);
        if (!front.find()) return text;
        return text.substring(0, front.start(1)) + added(front.group(1), old, now) + text.substring(front.end(1));
    }

    private static String added(String front, String old, String now) {
        var line = ONE_LINE.matcher(front);
        if (line.find()) {
            var kept = new LinkedHashSet<String>();
            for (var one : line.group(1).split(",")) kept.add(one.strip());
            kept.add(old);
            kept.remove(now);
            return front.substring(0, line.start()) + "was: [" + String.join(", ", kept) + "]" + front.substring(line.end());
        }
        var lines = LINES.matcher(front);
        if (lines.find()) return front.substring(0, lines.end()) + lines.group(1) + "- " + old + "\n" + front.substring(lines.end());
        return ANY.matcher(front).find() ? front : front + "was: [" + old + "]\n";
    }
}
