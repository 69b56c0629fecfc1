package torg.web.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.spi.web.Answers;

/**
 * Describes one method of a resource: what it takes, what it answers, and how it may fail as far as its signature tells.
 *
 * @param security what is demanded of whoever calls it
 */
record OpenApiOperation(Class<?> resource, Method method, List<Object> security, JsonSchemas schemas) {
    private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/responses/Problem");

    Map<String, Object> describe() {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", resource.getSimpleName().replace("Resource", "") + "." + method.getName());
        operation.put("summary", words(method.getName()));
        var parameters = new ArrayList<Map<String, Object>>();
        Optional<Map<String, Object>> body = Optional.empty();
        for (var parameter : method.getParameters()) {
            var described = parameter(parameter);
            if (described.isPresent()) parameters.add(described.get());
            else if (!parameter.isAnnotationPresent(Context.class)) body = Optional.of(body(parameter));
        }
        if (!parameters.isEmpty()) operation.put("parameters", parameters);
        body.ifPresent(described -> operation.put("requestBody", described));
        operation.put("responses", responses(parameters, body.isPresent()));
        operation.put("security", security);
        return operation;
    }

    private Map<String, Object> responses(List<Map<String, Object>> parameters, boolean takesBody) {
        var responses = new TreeMap<String, Object>();
        success(responses);
        if (takesBody) for (var status : List.of("400", "413", "415", "422")) responses.put(status, PROBLEM);
        if (parameters.stream().anyMatch(parameter -> parameter.get("in").equals("query"))) responses.put("400", PROBLEM);
        if (parameters.stream().anyMatch(parameter -> parameter.get("in").equals("path"))) responses.put("404", PROBLEM);
        if (OpenApi.demands(security)) for (var status : List.of("401", "403")) responses.put(status, PROBLEM);
        responses.put("4XX", PROBLEM);
        responses.put("5XX", PROBLEM);
        return responses;
    }

    private void success(Map<String, Object> responses) {
        var answers = method.getAnnotation(Answers.class);
        if (answers != null) for (var status : answers.status()) responses.put("" + status, done(status <= 201 ? answers.body() : void.class));
        else if (method.getReturnType() == void.class) responses.put("204", done(void.class));
        else if (Response.class.isAssignableFrom(method.getReturnType())) responses.put("2XX", done(Object.class));
        else responses.put("200", done(method.getGenericReturnType()));
    }

    private Map<String, Object> done(Type type) {
        if (type == void.class) return Map.of("description", "Done");
        return Map.of("description", "Done", "content", Map.of(produced(), Map.of("schema", schemas.of(type))));
    }

    private String produced() {
        return Optional.ofNullable(method.getAnnotation(Produces.class)).or(() -> Optional.ofNullable(resource.getAnnotation(Produces.class))).map(found -> found.value()[0].replaceFirst(";.*", "")).orElse("application/json");
    }

    private Map<String, Object> body(Parameter parameter) {
        var consumes = Optional.ofNullable(method.getAnnotation(Consumes.class)).or(() -> Optional.ofNullable(resource.getAnnotation(Consumes.class)));
        var type = consumes.map(found -> found.value()[0]).orElse("application/json");
        return Map.of("required", true, "content", Map.of(type, Map.of("schema", schemas.of(parameter.getParameterizedType()))));
    }

    private Optional<Map<String, Object>> parameter(Parameter parameter) {
        if (parameter.isAnnotationPresent(PathParam.class)) return described(parameter, parameter.getAnnotation(PathParam.class).value(), "path");
        if (parameter.isAnnotationPresent(QueryParam.class)) return described(parameter, parameter.getAnnotation(QueryParam.class).value(), "query");
        if (parameter.isAnnotationPresent(HeaderParam.class)) return described(parameter, parameter.getAnnotation(HeaderParam.class).value(), "header");
        if (parameter.isAnnotationPresent(CookieParam.class)) return described(parameter, parameter.getAnnotation(CookieParam.class).value(), "cookie");
        return Optional.empty();
    }

    private Optional<Map<String, Object>> described(Parameter parameter, String name, String where) {
        return Optional.of(Map.of("name", name, "in", where, "required", where.equals("path"), "schema", schemas.of(parameter.getParameterizedType())));
    }

    /** {@code signOut} reads {@code Sign out}. */
    private static String words(String name) {
        var spaced = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
