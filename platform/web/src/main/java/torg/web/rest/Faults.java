package torg.web.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torg.api.problem.TorgException;
import torg.web.door.Problem;

/** Says of what a resource, or the reading of its body, threw which problem it is. */
final class Faults {
    private Faults() {}

    static Problem problem(Throwable fault) {
        return switch (fault) {
            case TorgException known -> Problem.of(known);
            case StreamConstraintsException _ -> Problem.of(400, "web.json-bounds", "the JSON is longer or nested deeper, or has more parts or longer numbers or names, than is accepted");
            case UnrecognizedPropertyException unknown -> Problem.of(400, "web.json-unknown", "the JSON has a member at '" + path(unknown) + "' that is not known here");
            case JsonMappingException mapping -> Problem.of(400, "web.json-shape", "the JSON has another shape than expected" + at(mapping));
            case JsonProcessingException parsing -> Problem.of(400, "web.json", "the body is not JSON: it cannot be read" + at(parsing));
            case WebApplicationException web -> status(web);
            default -> Problem.of(fault);
        };
    }

    private static Problem status(WebApplicationException web) {
        var status = web.getResponse().getStatus();
        return switch (status) {
            case 404 -> Problem.of(404, "web.not-found", "there is nothing here");
            case 405 -> new Problem(405, "web.method", "the method is not served here", "", List.of(), Map.of("Allow", allowed(web)));
            case 406 -> Problem.of(406, "web.not-acceptable", "the answer cannot be given in a format the request accepts");
            case 415 -> Problem.of(415, "web.media-type", "the body is not in a format that is read here");
            default -> status < 500 ? Problem.of(status, "web.refused", "the request cannot be taken") : Problem.of(web);
        };
    }

    private static String allowed(WebApplicationException web) {
        return web.getResponse().getAllowedMethods().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String at(JsonProcessingException e) {
        var where = e.getLocation();
        return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream().map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()).collect(Collectors.joining("."));
    }
}
