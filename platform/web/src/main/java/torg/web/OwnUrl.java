package torg.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import torg.api.web.PublicUrl;

/**
 * The setting {@code public-url}. A portal that nobody set up for others is reached from this machine alone, by the address it listens on.
 */
@Component(service = PublicUrl.class, configurationPid = "torg.web")
public final class OwnUrl implements PublicUrl {
    private final Optional<String> origin;

    @Activate
    public OwnUrl(WebSettings settings, BundleContext house) {
        this(settings, house.getProperty("org.apache.felix.http.host"), house.getProperty("org.osgi.service.http.port"));
    }

    /**
     * With where the portal listens.
     *
     * @param host as its numbers; null for every address of this machine
     * @param port null when it is not known
     */
    OwnUrl(WebSettings settings, String host, String port) {
        origin = PublicAddress.of(settings).origin().or(() -> isSetUpForOthers(settings) ? Optional.empty() : loopback(host, port));
    }

    private static boolean isSetUpForOthers(WebSettings settings) {
        return !settings.public$_$url().isBlank() || settings.secure() || settings.allowed$_$hosts().length > 0 || settings.trusted$_$proxies().length > 0;
    }

    private static Optional<String> loopback(String host, String port) {
        if (host == null || port == null) return Optional.empty();
        try {
            return InetAddress.getByName(host).isLoopbackAddress() ? Optional.of(new URI("http", null, host, Integer.parseInt(port), null, null, null).toString()) : Optional.empty();
        } catch (UnknownHostException | URISyntaxException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }
}
