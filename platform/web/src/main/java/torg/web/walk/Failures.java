package torg.web.walk;

import torg.api.web.Request;
import torg.web.door.FaultLog;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.page.Notices;
import torg.web.page.SpecialPages;
import torg.web.reply.Answer;
import torg.web.rest.ProblemDetails;

/** Turns whatever went wrong into an answer: problem details for scripts, a page for people, and always some answer. */
public final class Failures {
    private final SpecialPages pages;
    private final ProblemDetails details;
    private final Early early;

    public Failures(SpecialPages pages, ProblemDetails details, Notices notices) {
        this.pages = pages;
        this.details = details;
        this.early = new Early(details, notices);
    }

    /** For a person, in the site's dress if that can still be had. */
    Answer page(Request request, House house, Throwable fault) {
        var problem = Problem.of(fault);
        FaultLog.note(request.id(), problem, fault);
        return page(request, house, problem);
    }

    /** The same for a request that does not fit. */
    Answer page(Request request, House house, Problem problem) {
        try {
            return pages.explain(request, house, problem);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            FaultLog.note(request.id(), Problem.of(e), e);
            return early.page(request.locale(), problem, request.id());
        }
    }

    /** For a script. */
    Answer resource(Request request, Throwable fault) {
        var problem = Problem.of(fault);
        FaultLog.note(request.id(), problem, fault);
        return new Answer.Fresh(details.reply(request, problem));
    }

    /** For a request that did not come as far as a language and a caller. */
    public Answer early(String path, String id, Problem problem) {
        return early.answer(path, id, problem);
    }
}
