package torg.studio.room;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Position;
import torg.api.site.Revision;
import torg.api.site.SiteProblem;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Desk;

/** What the site said of an edit that it does not take, each mistake with the line it stands on. */
public final class Told {
    private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9}):(\\d{1,9})");
    private static final int MOST = 50;
    private static final int LONGEST_LINE = 200;

    private Told() {}

    /**
     * For people.
     *
     * @param path of the file that was edited, and the text it was to hold; a mistake elsewhere is one in a file that refers to it
     */
    public static List<Model> of(TorgException refused, String path, String text, Links links) {
        if (refused.fields().isEmpty()) {
            var site = refused.getMessage() + (refused.help().isEmpty() ? "" : " (" + refused.help() + ")");
            return List.of(Model.with("message", reason(Words.of(links.request()), refused).orElse(site)).build());
        }
        var lines = text.split("\n", -1);
        return refused.fields().stream().limit(MOST).map(field -> {
            var place = PLACE.matcher(field.field());
            if (!place.matches()) return Model.with("message", field.message()).build();
            return row(new Position(place.group(1), Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3))), field.message(), path, lines, links);
        }).toList();
    }

    /** The same of an edit that was only proposed. */
    public static List<Model> of(List<SiteProblem> problems, String path, String text, Links links) {
        var lines = text.split("\n", -1);
        return problems.stream().filter(SiteProblem::fatal).limit(MOST)
                .map(problem -> row(problem.at(), problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")"), path, lines, links)).toList();
    }

    /** What others lack once a file is gone, each with the file and the line that says so. */
    public static List<Model> lacking(List<SiteProblem> problems, String path, Links links) {
        return problems.stream().limit(MOST).map(problem -> row(problem.at(), problem.message(), path, new String[0], links)).toList();
    }

    /** One sentence that a form is answered with. */
    public static Model saying(String sentence) {
        return wrong(List.of(Model.with("message", sentence).build()));
    }

    /** What a form is answered with that is not taken. */
    public static Model wrong(List<Model> problems) {
        return Model.with("wrong", true).with("problems", problems).build();
    }

    /** What the Studio itself says of a reason, where it has words for it; empty where the site says it. */
    public static Optional<String> reason(Words words, TorgException refused) {
        return Optional.of(words.textOr(refused.code().replaceFirst("^studio\\.", ""), "")).filter(said -> !said.isEmpty());
    }

    /** Somebody else was faster: who and when, and how what was to be saved differs from what there is now. Sent again, it replaces that, knowingly. */
    public static Model stale(Request request, Desk desk, String path, String wanted) {
        var words = Words.of(request);
        var now = desk.file(path);
        var difference = Difference.between(now.flatMap(Desk::text).orElse("").replace("\r\n", "\n"), wanted.replace("\r\n", "\n"));
        var last = desk.history(path).stream().findFirst();
        var who = last.map(Revision::author).filter(author -> !author.isEmpty()).orElseGet(() -> words.text("somebody"));
        var told = now.isEmpty() ? words.text("stale-gone") : last.map(revision -> words.text("stale-when", who, words.moment(revision.at()))).orElseGet(() -> words.text("stale", who));
        return stale(request, path, told, difference).with("seen", now.map(ContentFile::version).orElse("")).build();
    }

    /** The caller kept another draft in another window: how what was to be kept differs from it. */
    public static Model staleDraft(Request request, Desk desk, String path, String wanted) {
        var own = desk.own(path);
        var theirs = own.flatMap(draft -> draft.change().bytes()).flatMap(Desk::text).orElse("");
        var difference = Difference.between(theirs.replace("\r\n", "\n"), wanted.replace("\r\n", "\n"));
        var told = Words.of(request).text(own.isEmpty() ? "draft-stale-gone" : "draft-stale");
        return stale(request, path, told, difference).with("seen", own.map(draft -> draft.change().seen().orElse(""))).with("kept", own.map(Draft::version).orElse("")).build();
    }

    private static Model.Builder stale(Request request, String path, String told, Optional<List<Model>> difference) {
        return Model.with("stale", Model.with("told", told).with("compared", difference.isPresent()).with("lines", difference.orElse(List.of())).with("link", new Links(request).file(path)));
    }

    private static Model row(Position at, String message, String path, String[] lines, Links links) {
        var here = at.path().equals(path);
        return Model.with("message", message).with("line", at.line()).with("column", at.column())
                .with("code", here && at.line() >= 1 && at.line() <= lines.length ? Optional.of(cut(lines[at.line() - 1])) : Optional.empty())
                .with("elsewhere", here ? Optional.empty() : Optional.of(Model.with("path", at.path()).with("link", links.file(at.path())).build())).build();
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "\u2026";
    }
}
