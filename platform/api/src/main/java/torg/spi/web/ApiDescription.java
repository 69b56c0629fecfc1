package torg.spi.web;

import java.util.Map;

/**
 * A part of the OpenAPI document (version 3.1), as maps, lists, texts, numbers and booleans.
 *
 * @param paths below {@code /api}, each with its operations
 * @param schemas by name, for {@code #/components/schemas/<name>}
 */
public record ApiDescription(Map<String, Object> paths, Map<String, Object> schemas) {
    /** Nothing beyond what annotations tell. */
    public static final ApiDescription NONE = new ApiDescription(Map.of(), Map.of());

    public ApiDescription {
        paths = Map.copyOf(paths);
        schemas = Map.copyOf(schemas);
    }
}
