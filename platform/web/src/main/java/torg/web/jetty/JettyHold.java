package torg.web.jetty;

import java.time.Duration;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.osgi.service.component.annotations.Component;

/**
 * Takes hold of the server that Felix's bundle starts. The bundle has no settings for what is said to a request that no servlet sees; to whoever makes
 * connectors it hands the server itself.
 */
@Component(immediate = true)
public final class JettyHold implements ConnectorFactory {
    /** Half of the 20,000 files that a process may have open where an operator has thought of it; whoever comes then waits until somebody goes. */
    static final int MOST_CONNECTIONS = 10_000;
    /** So soon who is silent goes while there are that many. */
    private static final Duration CROWDED_IDLE = Duration.ofSeconds(1);
    /** Made beforehand: the port is already open when the server is handed out. */
    private final BareErrors errors = new BareErrors();

    @Override
    public Connector createConnector(Server server) {
        server.setErrorHandler(errors);
        server.getContainedBeans(ServletHandler.class).forEach(servlets -> servlets.setDecodeAmbiguousURIs(true));
        for (var connector : server.getConnectors()) {
            var most = new ConnectionLimit(MOST_CONNECTIONS, connector);
            most.setIdleTimeout(CROWDED_IDLE.toMillis());
            connector.addBean(most);
            connector.addBean(new SlowHeads(connector.getScheduler()));
            for (var factory : connector.getConnectionFactories()) {
                if (factory instanceof HttpConfiguration.ConnectionFactory http) leaveAddressesToTheDoor(http.getHttpConfiguration());
            }
        }
        return server.getConnectors()[0]; // one is wanted in return, and the one there is will do
    }

    /** The door refuses every odd spelling of a path, in the house's words; what Jetty refuses, nobody behind it hears of. */
    private static void leaveAddressesToTheDoor(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.UNSAFE);
    }
}
