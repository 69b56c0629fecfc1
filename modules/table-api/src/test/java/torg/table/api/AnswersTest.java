package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.web.Request;

/** What stands around an answer, through Jersey as the web room mounts it. */
class AnswersTest {
    /** Held, so that it stays quiet about things of no interest here. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");
    private final Shop shop = new Shop();
    private final ApplicationHandler jersey = new ApplicationHandler(new ResourceConfig().registerInstances(shop.resource, new VersionHeaderResource(), new Others(), new Kinds(), new Written(), new AbstractBinder() {
        @Override
        protected void configure() {
            bind(Shop.request(Shop.MARIA)).to(Request.class);
            bind(Shop.MARIA).to(Caller.class);
        }
    }));

    @BeforeAll
    static void quiet() {
        JERSEY.setLevel(Level.SEVERE);
    }

    @Test
    void everyAnswerSaysTheVersionOfODataAndNoOthersDoes() throws Exception {
        for (var path : new String[] {"tables", "tables/$metadata", "tables/salesorder", "tables/salesorder(2)"}) {
            assertThat(answer("GET", path).getStatus()).isEqualTo(200);
            assertThat(answer("GET", path).getHeaderString("OData-Version")).as(path).isEqualTo("4.0");
        }
        assertThat(answer("GET", "tables/nothing").getStatus()).isEqualTo(404);
        assertThat(answer("GET", "tables/nothing").getHeaderString("OData-Version")).isEqualTo("4.0");
        assertThat(answer("DELETE", "tables/salesorder(2)").getHeaderString("OData-Version")).isEqualTo("4.0");
        assertThat(answer("GET", "tablespoons").getHeaderString("OData-Version")).isNull();
    }

    private ContainerResponse answer(String method, String path) throws Exception {
        return jersey.apply(new ContainerRequest(URI.create("/api/"), URI.create("/api/" + path), method, null, new MapPropertiesDelegate(), jersey.getConfiguration())).get();
    }

    /** What another module brings. */
    @Path("tablespoons")
    public static final class Others {
        @GET
        public Response some() {
            return Response.noContent().build();
        }
    }

    /** What the door does with problems. */
    private static final class Kinds implements ExceptionMapper<TorgException> {
        @Override
        public Response toResponse(TorgException problem) {
            return Response.status(problem.kind().status()).build();
        }
    }

    /** What the web room does with values; here nobody reads them. */
    private static final class Written implements MessageBodyWriter<Object> {
        @Override
        public boolean isWriteable(Class<?> type, Type full, Annotation[] annotations, MediaType media) {
            return true;
        }

        @Override
        public void writeTo(Object value, Class<?> type, Type full, Annotation[] annotations, MediaType media, MultivaluedMap<String, Object> headers, OutputStream out) {}
    }
}
