package torg.web.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.problem.FieldProblem;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.web.door.Problem;
import torg.web.page.Notices;

/**
 * A problem as scripts read it.
 *
 * <p>Source: RFC 9457, problem details for HTTP APIs.
 */
public final class ProblemDetails {
    private static final String MEDIA_TYPE = "application/problem+json";

    private final ObjectMapper json = Json.mapper();
    private final Notices notices;

    public ProblemDetails(Notices notices) {
        this.notices = notices;
    }

    /** The reply, in the language of the request. */
    public Reply reply(Request request, Problem problem) {
        return reply(problem, notices.title(request, problem.status()), notices.detail(request, problem), request.id());
    }

    /** The reply for a request that did not come far enough to have a language. */
    public Reply reply(Problem problem, String id) {
        return reply(problem, "", problem.message(), id);
    }

    /** The same as a resource returns it. */
    Response response(Request request, Problem problem) {
        var reply = reply(request, problem);
        var response = Response.status(reply.status()).entity(reply.body());
        reply.headers().forEach(response::header);
        return response.build();
    }

    private Reply reply(Problem problem, String title, String detail, String id) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "about:blank");
        if (!title.isEmpty()) members.put("title", title);
        members.put("status", problem.status());
        members.put("code", problem.code());
        members.put("detail", detail);
        if (!problem.help().isEmpty()) members.put("help", problem.help());
        if (!problem.fields().isEmpty()) members.put("fields", fields(problem.fields()));
        members.put("request", id);
        var headers = new LinkedHashMap<>(problem.headers());
        headers.put("Content-Type", MEDIA_TYPE);
        return new Reply(problem.status(), headers, bytes(members));
    }

    private static List<Map<String, String>> fields(List<FieldProblem> fields) {
        return fields.stream().map(field -> Map.of("field", field.field(), "code", field.code(), "message", field.message())).toList();
    }

    private byte[] bytes(Map<String, Object> members) {
        try {
            return json.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain texts and numbers cannot be written", e);
        }
    }
}
