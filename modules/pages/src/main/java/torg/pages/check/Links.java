package torg.pages.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.pages.document.Bodies;

/**
 * Finds what the texts of documents lead to, and remembers it of those of the last site: an edit changes one document, and the others are the same
 * objects as before. Whether there is anything at the other end is asked anew each time, since that is what another document's edit changes. For one thread.
 */
public final class Links {
    private static final Pattern WHOLE = Pattern.compile("(?:]\\(|(?:href|src)=\")(/(?!/)[^)\\s\"?#]*)");
    /** One that begins neither with a slash nor with a scheme. */
    private static final Pattern RELATIVE = Pattern.compile("(?:]\\(|(?:href|src)=\")((?![a-z][a-z0-9+.-]*:|[/#{<?\"])[^)\\s\"]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACE = Pattern.compile("\\{\\{[^{}\\n]{0,100}}}");

    private Map<Document, Found> before = Map.of();
    private Map<Document, Found> now = new IdentityHashMap<>();

    /**
     * What one text holds.
     *
     * @param whole addresses within the site, without what is asked there
     * @param relative addresses that lead to different places from different pages
     * @param places marks in double braces that nothing fills in
     */
    record Found(List<Mark> whole, List<Mark> relative, List<Mark> places) {}

    /** @param at index in the document's body */
    record Mark(int at, String text) {}

    /** Start with a new site; what the last one did not have is forgotten. */
    public void begin() {
        before = now;
        now = new IdentityHashMap<>(before.size());
    }

    /** All of the site has been asked for: what only the last one had is forgotten. */
    public void end() {
        before = Map.of();
    }

    /** This document is no longer there. */
    public void forget(Document document) {
        now.remove(document);
    }

    Found of(Document document) {
        return now.computeIfAbsent(document, one -> {
            var known = before.get(one);
            return known != null ? known : find(one.body());
        });
    }

    private static Found find(String body) {
        // Of thousands of texts most hold neither, which is seen many times faster than by a pattern.
        var leads = body.contains("](") || body.contains("=\"");
        var places = body.contains("{{") ? marks(PLACE.matcher(body), 0).stream().filter(place -> !Bodies.isSnippet(place.text())).toList() : List.<Mark>of();
        return leads ? new Found(marks(WHOLE.matcher(body), 1), marks(RELATIVE.matcher(body), 1), places) : new Found(List.of(), List.of(), places);
    }

    private static List<Mark> marks(Matcher matcher, int group) {
        var marks = new ArrayList<Mark>();
        while (matcher.find()) marks.add(new Mark(matcher.start(group), matcher.group(group)));
        return List.copyOf(marks);
    }
}
