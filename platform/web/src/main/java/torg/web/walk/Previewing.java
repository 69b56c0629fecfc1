package torg.web.walk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.TorgException;
import torg.api.web.Reply;
import torg.spi.web.Previews.Seen;
import torg.web.door.Inbound;
import torg.web.door.Paths;
import torg.web.door.PreviewCookie;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.reply.Answer;

/**
 * Whether a request is one of a preview. Any address of a page leads into one when it names a token, and out of it when it names none: a cookie then carries the token, so that
 * every link of the site stays within; another site's link leads in only after a question. A program says it in each call, in the address or a header; the cookie counts for pages only, so whoever edits goes on to do so.
 */
sealed interface Previewing {
    None NONE = new None();
    Problem OVER = Problem.of(403, "web.preview-over", "the preview is over, or was revoked");
    Problem READ_ONLY = Problem.of(403, "web.preview-read-only", "nothing is sent from a preview");

    /** It is of none. */
    record None() implements Previewing {}

    /** The browser is led in, or out. */
    record Turn(Answer answer) implements Previewing {}

    /** Another site sends the browser into one: whoever sits before it is asked. */
    record Asks() implements Previewing {}

    /** It is of one that cannot be seen. */
    record Over(Problem problem) implements Previewing {}

    /** It is of this one. */
    record Of(Seen seen) implements Previewing {}

    static Previewing ofPage(Inbound in, House house) {
        var named = named(in.query());
        if (named.isEmpty()) return Optional.ofNullable(in.headers().get(PreviewCookie.NAME)).or(in.proof()::preview).map(token -> opened(token, house)).orElse(NONE);
        if (!in.reads()) return new Over(READ_ONLY);
        if (named.get().isEmpty()) return new Turn(turned(in, PreviewCookie.take(in.peer().secure())));
        if (opened(named.get(), house) instanceof Over over) return over;
        return isSentElsewhere(in) ? new Asks() : new Turn(turned(in, PreviewCookie.give(named.get(), in.peer().secure())));
    }

    static Previewing ofCall(Inbound in, House house) {
        return named(in.query()).or(() -> Optional.ofNullable(in.headers().get(PreviewCookie.NAME))).map(token -> opened(token, house)).orElse(NONE);
    }

    /** What is typed, or opened from a mail program, comes from no site; old browsers do not say. */
    private static boolean isSentElsewhere(Inbound in) {
        return "cross-site".equals(in.headers().get("sec-fetch-site"));
    }

    private static Optional<String> named(Map<String, List<String>> query) {
        return Optional.ofNullable(query.get(PreviewCookie.NAME)).map(List::getFirst);
    }

    private static Previewing opened(String token, House house) {
        try {
            var seen = PreviewCookie.isPossible(token) ? house.previews().flatMap(previews -> previews.open(token)) : Optional.<Seen>empty();
            return seen.<Previewing>map(Of::new).orElseGet(() -> new Over(OVER));
        } catch (TorgException e) {
            return new Over(Problem.of(e));
        }
    }

    /** To the same address without the token, which then stands in no history and is sent to nobody else. */
    private static Answer turned(Inbound in, String cookie) {
        var rest = new StringBuilder();
        in.query().forEach((name, values) -> values.stream().filter(_ -> !name.equals(PreviewCookie.NAME)).forEach(value ->
                rest.append(rest.isEmpty() ? "?" : "&").append(Paths.encodeValue(name)).append('=').append(Paths.encodeValue(value))));
        return marked(new Answer.Fresh(Reply.redirect(303, Paths.encode(in.path()) + rest), List.of(cookie), Optional.empty(), Optional.empty()));
    }

    /** Why something that is sent is not taken. */
    static Optional<Problem> unfit(Inbound in) {
        return in.reads() ? Optional.empty() : Optional.of(READ_ONLY);
    }

    /** Kept by nobody, and found by no search engine. */
    static Answer marked(Answer answer) {
        var headers = new LinkedHashMap<>(answer.reply().headers());
        headers.put("Cache-Control", "no-store");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        var reply = new Reply(answer.reply().status(), headers, answer.reply().body());
        return answer instanceof Answer.Fresh fresh ? new Answer.Fresh(reply, fresh.cookies(), fresh.session(), fresh.stream()) : new Answer.Fresh(reply);
    }

    /** The answer by which a browser is out of the preview. */
    static Answer left(Answer answer, Inbound in) {
        return new Answer.Fresh(marked(answer).reply(), List.of(PreviewCookie.take(in.peer().secure())), Optional.empty(), Optional.empty());
    }
}
