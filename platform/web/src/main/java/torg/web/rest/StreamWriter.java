package torg.web.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import torg.api.web.Stream;

/** Leaves a stream as it is: {@link ReplyWriter} takes it along, and it is sent when the request is over for everybody else. */
final class StreamWriter implements MessageBodyWriter<Stream> {
    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Stream.class;
    }

    @Override
    public void writeTo(Stream stream, Class<?> type, Type generic, Annotation[] annotations, MediaType media, MultivaluedMap<String, Object> headers, OutputStream out) {
        // see above
    }
}
