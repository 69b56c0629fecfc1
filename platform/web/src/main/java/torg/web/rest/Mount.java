package torg.web.rest;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.internal.RuntimeDelegateImpl;
import torg.api.web.Detour;
import torg.web.door.Inbound;
import torg.web.door.Paths;
import torg.web.house.Visits;
import torg.web.reply.Answer;

/** Jersey with one set of resources. When the set changes there is a new mount; requests finish on theirs. */
final class Mount {
    /** Says of every resource that it is no provider, which is true and of no interest. */
    private static final Logger CHATTER = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    private static final URI BASE = URI.create("/api/");
    private static final Duration LONGEST_VISIT = Duration.ofMinutes(2);

    private final ApplicationHandler jersey;
    private final Visits visits = new Visits();

    /** A mount of these resources and providers; nothing else is looked for on any class path. */
    Mount(List<?> resources, ProblemDetails problems) {
        CHATTER.setLevel(Level.SEVERE);
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ApplicationHandler.class.getClassLoader());
        try {
            // in a framework the standard look-up through class paths finds nothing
            RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
            var config = new ResourceConfig().addProperties(settings());
            config.register(new JacksonJsonProvider(Json.mapper())).register(new StreamWriter()).register(new FaultMapper(problems)).register(new Injected()).register(new Revalidation()).register(new Detours());
            resources.forEach(config::register);
            this.jersey = new ApplicationHandler(config);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                CommonProperties.PROVIDER_DEFAULT_DISABLE, "DOM,SAX,SOURCE,DATASOURCE,RENDEREDIMAGE",
                ServerProperties.WADL_FEATURE_DISABLE, true,
                ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    }

    /** Requests that are being answered here. */
    Visits visits() {
        return visits;
    }

    Answer answer(Turn turn) {
        var in = turn.in();
        // Jersey writes no body for HEAD, and then nobody knows the length and the coding that GET would have; the body is left out on the wire.
        var method = in.method().equals("HEAD") ? "GET" : in.method();
        var request = new ContainerRequest(BASE, address(in), method, new CallerSecurity(turn.request().caller(), in.peer().secure()),
                new MapPropertiesDelegate(), jersey.getConfiguration());
        request.setProperty(Injected.TURN, turn);
        in.headers().forEach((name, value) -> request.header(name, value));
        // in a preview nobody is back from anywhere, so that what would be done then is not even begun
        in.proof().detour().filter(_ -> !turn.inPreview()).ifPresent(kept -> request.header("Cookie", Detour.KEPT + "=" + kept));
        request.setEntityStream(opened(in));
        var writer = new ReplyWriter(turn);
        request.setWriter(writer);
        jersey.handle(request);
        return writer.answer();
    }

    private static InputStream opened(Inbound in) {
        try {
            return in.body().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address written anew from what the door understood, so that there is one understanding of it. */
    private static URI address(Inbound in) {
        var query = in.query().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Paths.encodeValue(entry.getKey()) + "=" + Paths.encodeValue(value)))
                .collect(Collectors.joining("&"));
        return URI.create(Paths.encode(in.path()) + (query.isEmpty() ? "" : "?" + query));
    }

    /** Whether it has ended, and Jersey holds nothing any more. */
    boolean isClosed() {
        return jersey.getInjectionManager().isShutdown();
    }

    /** End it when the last request has been answered. */
    void closeWhenLeft() {
        visits.awaitNone(LONGEST_VISIT);
        jersey.getInjectionManager().shutdown();
    }
}
