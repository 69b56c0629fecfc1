package torg.web.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/**
 * Describes resources by what their annotations say.
 *
 * <p>Source: OpenAPI Specification 3.1.0.
 */
final class OpenApi {
    private static final Logger LOG = LoggerFactory.getLogger(OpenApi.class);
    private static final Map<String, Object> PROBLEM = Map.of("description", "A problem, as RFC 9457 has it",
            "content", Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));

    private final Map<String, Object> paths = new TreeMap<>();
    private final JsonSchemas schemas = new JsonSchemas();

    /** The document for these resources, as far as the caller of this request may know them. */
    Map<String, Object> describe(List<? extends RestResource> resources, Request request) {
        for (var resource : resources) {
            describe(resource.getClass());
            try {
                var more = resource.describe(request);
                paths.putAll(more.paths());
                schemas.named().putAll(more.schemas());
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("a resource cannot describe itself request={} class={}", request.id(), resource.getClass().getName(), e);
            }
        }
        var title = request.site().settings().name().in(request.locale());
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", title, "version", "1"));
        document.put("servers", List.of(Map.of("url", "/api")));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.named(), "securitySchemes", Map.of(
                "session", Map.of("type", "apiKey", "in", "cookie", "name", "torg-session"),
                "csrf", Map.of("type", "apiKey", "in", "header", "name", "X-CSRF-Token"))));
        return document;
    }

    private void describe(Class<?> resource) {
        var described = new TreeMap<String, Map<String, Object>>();
        var methods = resource.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (var method : methods) {
            var verb = verb(method);
            if (verb.isEmpty()) continue;
            var path = path(resource) + path(method);
            described.computeIfAbsent(path.isEmpty() ? "/" : path, _ -> new TreeMap<>()).put(verb.get(), operation(resource, method, verb.get()));
        }
        paths.putAll(described);
    }

    private Map<String, Object> operation(Class<?> resource, Method method, String verb) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", resource.getSimpleName().replace("Resource", "") + "." + method.getName());
        operation.put("summary", words(method.getName()));
        var parameters = new ArrayList<Map<String, Object>>();
        for (var parameter : method.getParameters()) {
            var described = parameter(parameter);
            if (described.isPresent()) parameters.add(described.get());
            else if (!parameter.isAnnotationPresent(Context.class)) operation.put("requestBody", body(resource, method, parameter));
        }
        if (!parameters.isEmpty()) operation.put("parameters", parameters);
        operation.put("responses", Map.of("2XX", Map.of("description", "Done", "content", Map.of("application/json", Map.of("schema", schemas.of(method.getGenericReturnType())))),
                "4XX", PROBLEM));
        operation.put("security", verb.equals("get") ? List.of(Map.of(), Map.of("session", List.of())) : List.of(Map.of("session", List.of(), "csrf", List.of())));
        return operation;
    }

    private Map<String, Object> body(Class<?> resource, Method method, Parameter parameter) {
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

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null).map(found -> found.value().toLowerCase(Locale.ROOT)).findFirst();
    }

    /** The path of a class or method, with a slash before it and without the patterns of its variables. */
    private static String path(AnnotatedElement element) {
        var path = element.getAnnotation(Path.class);
        if (path == null || path.value().equals("/")) return "";
        var bare = path.value().replaceAll("\\{\\s*([\\w.-]+)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}");
        return bare.startsWith("/") ? bare : "/" + bare;
    }

    /** {@code signOut} reads {@code Sign out}. */
    private static String words(String name) {
        var spaced = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
