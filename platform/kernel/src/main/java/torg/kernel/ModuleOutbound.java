package torg.kernel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.ServiceScope;
import torg.api.health.ModuleRights;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Outbound;

/** The way out as each bundle finds it: one that says in its manifest what it acts with is held to the hosts that it names. */
@Component(service = Outbound.class, scope = ServiceScope.BUNDLE)
public final class ModuleOutbound implements Outbound {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private final String name;
    private final Optional<ModuleRights> rights;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();

    /** @param context says which bundle it is */
    @Activate
    public ModuleOutbound(ComponentContext context) {
        this(context.getUsingBundle().getSymbolicName(), ModuleRights.in(context.getUsingBundle().getHeaders("")));
    }

    ModuleOutbound(String name, Optional<ModuleRights> rights) {
        this.name = name;
        this.rights = rights;
    }

    /** What is still under way ends with an error: whoever asked is gone. */
    @Deactivate
    void stop() {
        client.shutdownNow();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException, InterruptedException {
        // A copy, because a request of somebody's own class may say another address each time it is asked. An address without a host makes none.
        var copy = HttpRequest.newBuilder(request, (_, _) -> true).timeout(request.timeout().filter(time -> time.compareTo(LONGEST) < 0).orElse(LONGEST)).build();
        var host = copy.uri().getHost();
        if (rights.isPresent() && !rights.get().reaches(host)) throw TorgException.of(ProblemKind.DENIED, "module.not-there", "module '" + name + "' does not say that it reaches host '" + host + "'")
                .help("say 'reach " + host + "' in " + ModuleRights.HEADER + " of its manifest");
        return client.send(copy, body);
    }
}
