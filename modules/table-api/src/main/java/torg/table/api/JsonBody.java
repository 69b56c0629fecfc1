package torg.table.api;

import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.Map;

/** Reads a body when its sender is known to have a right to send one, with the house's own JSON reader and its bounds. */
final class JsonBody {
    private static final Annotation[] NONE = {};
    private static final GenericType<Map<String, Object>> OBJECT = new GenericType<>() {};

    private JsonBody() {}

    /** The object; null when there is none. */
    @SuppressWarnings("unchecked") // the type says so
    static Map<String, Object> read(InputStream body, Providers providers) throws IOException {
        var type = (Class<Map<String, Object>>) OBJECT.getRawType();
        var reader = providers.getMessageBodyReader(type, OBJECT.getType(), NONE, MediaType.APPLICATION_JSON_TYPE);
        return reader.readFrom(type, OBJECT.getType(), NONE, MediaType.APPLICATION_JSON_TYPE, new MultivaluedHashMap<>(), body);
    }
}
