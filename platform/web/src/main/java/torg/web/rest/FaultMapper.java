package torg.web.rest;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Optional;
import torg.web.door.FaultLog;

/** Answers whatever is thrown below {@code /api} with problem details. */
final class FaultMapper implements ExceptionMapper<Throwable> {
    private final ProblemDetails problems;

    /** One mapper serves all requests, so it asks for the one at hand. */
    @Inject
    private Provider<Turn> turn;

    FaultMapper(ProblemDetails problems) {
        this.problems = problems;
    }

    @Override
    public Response toResponse(Throwable fault) {
        var request = turn.get().request();
        var problem = Faults.problem(fault);
        FaultLog.note(request.id(), problem, fault);
        turn.get().failed().set(Optional.of(problem));
        return problems.response(request, problem);
    }
}
