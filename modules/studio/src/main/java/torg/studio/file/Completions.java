package torg.studio.file;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.site.SiteProblem;
import torg.api.site.Unknown;
import torg.studio.desk.Desk;

/**
 * What could stand where somebody writes. The site is asked: a name that nobody has is put there, and whoever checks the document says of which names one is expected in its place.
 * So what is offered is what is checked.
 *
 * @param from where in the text the name begins that is being written
 * @param to where it ends
 * @param names that could stand there, in the order of who checks; a key with its colon
 */
record Completions(int from, int to, List<String> names) {
    /** Before the address of a web file: what the caller may not look at is not named either. */
    private static final String FILES = "/files/";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_/-]");
    private static final Pattern BEGINS_A_LINE = Pattern.compile("[ -]*");

    /** @param at after how many characters of the text somebody writes; outside of the text counts as its end */
    static Completions of(Desk desk, String path, String text, int at) {
        var to = at < 0 || at > text.length() ? text.length() : at;
        var from = to;
        while (from > 0 && NAME.matcher(text.substring(from - 1, from)).matches()) from--;
        while (to < text.length() && NAME.matcher(text.substring(to, to + 1)).matches()) to++;
        // the first of a sort that is turned around
        if (from < to && text.charAt(from) == '-') from++;
        var before = text.substring(0, from);
        var after = text.substring(to);
        var asked = text.startsWith("/", from) ? "/" + Unknown.ASKED : Unknown.ASKED;
        var values = choices(desk, path, before + asked + after);
        var isKey = BEGINS_A_LINE.matcher(before.substring(before.lastIndexOf('\n') + 1)).matches() && after.lines().findFirst().orElse("").isBlank();
        var keys = isKey ? choices(desk, path, before + asked + ":" + after).map(name -> name + ":") : Stream.<String>of();
        return new Completions(from, to, Stream.concat(keys, values).distinct().toList());
    }

    private static Stream<String> choices(Desk desk, String path, String asking) {
        return desk.check(path, asking, List.of()).stream().map(SiteProblem::choices).flatMap(List::stream).filter(name -> !name.startsWith(FILES) || desk.reaches(desk.site().path(name.substring(1))));
    }
}
