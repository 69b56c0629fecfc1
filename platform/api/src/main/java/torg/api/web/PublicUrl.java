package torg.api.web;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** By which address browsers reach the portal, for whatever names whole addresses. It is as the portal was set up, never what a request claims. */
@ProviderType
public interface PublicUrl {
    /** Scheme and host, and the port unless it is the usual one, nothing after them: {@code https://portal.example}. Empty while nobody has said it. */
    Optional<String> origin();
}
