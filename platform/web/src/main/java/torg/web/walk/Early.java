package torg.web.walk;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import torg.api.web.Reply;
import torg.web.door.Problem;
import torg.web.page.Notices;
import torg.web.reply.Answer;
import torg.web.rest.ProblemDetails;

/** Answers for requests that did not come as far as a language and a caller: without a site, a theme, or anybody else of the house. */
public final class Early {
    private final ProblemDetails details;
    private final Notices notices;

    public Early(ProblemDetails details, Notices notices) {
        this.details = details;
        this.notices = notices;
    }

    /** Problem details where scripts ask, else a page. */
    public Answer answer(String path, String id, Problem problem) {
        var script = path.startsWith("/api/") || path.equals("/health") || path.equals("/metrics");
        return script ? new Answer.Fresh(details.reply(problem, id)) : page(Locale.ENGLISH, problem, id);
    }

    Answer page(Locale locale, Problem problem, String id) {
        var headers = new LinkedHashMap<>(problem.headers());
        headers.put("Content-Type", "text/html;charset=utf-8");
        return new Answer.Fresh(new Reply(problem.status(), headers, notices.bare(locale, problem, id).getBytes(StandardCharsets.UTF_8)));
    }
}
