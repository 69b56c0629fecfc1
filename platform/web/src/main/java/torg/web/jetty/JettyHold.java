package torg.web.jetty;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
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
    /** Made beforehand: the port is already open when the server is handed out. */
    private final BareErrors errors = new BareErrors();

    @Override
    public Connector createConnector(Server server) {
        server.setErrorHandler(errors);
        server.getContainedBeans(ServletHandler.class).forEach(servlets -> servlets.setDecodeAmbiguousURIs(true));
        for (var connector : server.getConnectors()) {
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
