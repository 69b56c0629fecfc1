package torg.web.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.web.Request;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;

/**
 * Describes resources by what their annotations say, and by what they add of their own. What the house itself demands of a call, it says here.
 *
 * <p>Source: OpenAPI Specification 3.1.0.
 */
final class OpenApi {
    /** Whoever reads needs nothing, but may see more with a session or a token. */
    private static final List<Object> ANYBODY = List.of(Map.of(), Map.of("session", List.of()), Map.of("bearer", List.of()));
    /** What changes a session is asked for by one. */
    private static final List<Object> SESSION = List.of(Map.of("session", List.of(), "csrf", List.of()));
    /** What changes something else is asked for by a program, too. */
    static final List<Object> SIGNED_IN = List.of(SESSION.getFirst(), Map.of("bearer", List.of()));
    /** Proves its right otherwise, or has nothing to prove. */
    private static final List<Object> NOTHING = List.of();

    private static final Logger LOG = LoggerFactory.getLogger(OpenApi.class);
    private static final Map<String, Object> PROBLEM = Map.of("description", "A problem, as RFC 9457 has it",
            "content", Map.of("application/problem+json", Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));

    private final Map<String, Object> paths = new TreeMap<>();
    private final JsonSchemas schemas = new JsonSchemas();
    private final Request request;
    private final String cookie;

    /** For a caller whose session is in this cookie. */
    OpenApi(Request request, String cookie) {
        this.request = request;
        this.cookie = cookie;
    }

    /** The document for these resources, as far as the caller may know them. */
    Map<String, Object> describe(List<? extends RestResource> resources) {
        resources.forEach(this::describe);
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", request.site().settings().name().in(request.locale()), "version", "1"));
        document.put("servers", List.of(Map.of("url", "/api")));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.named(), "responses", Map.of("Problem", PROBLEM), "securitySchemes", Map.of(
                "session", Map.of("type", "apiKey", "in", "cookie", "name", cookie),
                "csrf", Map.of("type", "apiKey", "in", "header", "name", "X-CSRF-Token"),
                "bearer", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private void describe(RestResource resource) {
        var annotated = annotated(resource);
        paths.putAll(annotated);
        var own = own(resource);
        own.paths().forEach((path, operations) -> paths.put(path, laidOver(resource, path, operations, annotated)));
        schemas.named().putAll(own.schemas());
    }

    private ApiDescription own(RestResource resource) {
        try {
            return resource.describe(request);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a resource cannot describe itself request={} class={}", request.id(), resource.getClass().getName(), e);
            return ApiDescription.NONE;
        }
    }

    /** Operations by path and verb. */
    private Map<String, Map<String, Object>> annotated(RestResource resource) {
        var type = resource.getClass();
        var described = new TreeMap<String, Map<String, Object>>();
        var methods = type.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (var method : methods) {
            var verb = verb(method);
            if (verb.isEmpty()) continue;
            var path = path(type) + path(method);
            var operation = new OpenApiOperation(type, method, security(resource, path, verb.get()), schemas);
            described.computeIfAbsent(path.isEmpty() ? "/" : path, _ -> new TreeMap<>()).merge(verb.get(), operation.describe(), OpenApi::also);
        }
        return described;
    }

    /** The first operation, with what a second method answers to the same call in another form. */
    private static Object also(Object first, Object second) {
        var both = copy(first);
        var responses = copy(both.get("responses"));
        copy(copy(second).get("responses")).forEach((status, answer) -> responses.merge(status, answer, (one, other) -> {
            var answers = copy(one);
            var content = copy(answers.getOrDefault("content", Map.of()));
            content.putAll(copy(copy(other).getOrDefault("content", Map.of())));
            if (!content.isEmpty()) answers.put("content", content);
            return answers;
        }));
        both.put("responses", responses);
        return both;
    }

    private static Map<String, Object> copy(Object described) {
        var copy = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) described).forEach((key, value) -> copy.put(key.toString(), value));
        return copy;
    }

    /** What a resource says of a path, with what it leaves out: what is demanded, and that what is written there can also be read. */
    private Object laidOver(RestResource resource, String path, Object operations, Map<String, Map<String, Object>> annotated) {
        if (!(operations instanceof Map<?, ?> own)) return operations;
        var complete = new TreeMap<String, Object>();
        template(path, annotated).ifPresent(template -> {
            var served = annotated.get(template);
            if (template.equals(path)) complete.putAll(served);
            else if (served.get("get") instanceof Map<?, ?> get) complete.put("get", at(path, get));
        });
        own.forEach((verb, operation) -> complete.put(verb.toString(), demanding(security(resource, path, verb.toString()), operation)));
        return complete;
    }

    private static Object demanding(List<Object> security, Object operation) {
        if (!(operation instanceof Map<?, ?> described) || described.containsKey("security")) return operation;
        var complete = new LinkedHashMap<Object, Object>(described);
        complete.put("security", security);
        return complete;
    }

    /** The path with variables that this one is an example of, the longest first. */
    private static Optional<String> template(String path, Map<String, ?> annotated) {
        return annotated.keySet().stream().filter(candidate -> candidate.equals(path) || pattern(candidate).matcher(path).matches())
                .max(Comparator.comparingInt(candidate -> candidate.replaceAll("\\{[^}]*}", "").length()));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Stream.of(template.split("\\{[^}]*}", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    /** An operation of a path with variables where some of them have their value. */
    private static Map<String, Object> at(String path, Map<?, ?> operation) {
        var here = new LinkedHashMap<String, Object>();
        operation.forEach((key, value) -> here.put(key.toString(), value));
        here.put("operationId", operation.get("operationId") + "." + path.substring(1).replaceAll("[^A-Za-z0-9-]+", "."));
        if (operation.get("parameters") instanceof List<?> parameters) {
            here.put("parameters", parameters.stream().map(Map.class::cast)
                    .filter(parameter -> !parameter.get("in").equals("path") || path.contains("{" + parameter.get("name") + "}")).toList());
        }
        return here;
    }

    /** What is demanded of this call before a resource sees it. */
    private static List<Object> security(RestResource resource, String path, String verb) {
        if (verb.equals("get")) return ANYBODY;
        if (resource instanceof SessionResource) return verb.equals("post") ? NOTHING : SESSION;
        return path.startsWith("/") && resource.openPaths().contains(path.substring(1)) ? NOTHING : SIGNED_IN;
    }

    /** Whether whoever asks without proof is refused. */
    static boolean demands(List<Object> security) {
        return security.equals(SIGNED_IN) || security.equals(SESSION);
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
}
