package torg.identity.oidc.provider;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.TorgException;
import torg.spi.identity.ProviderProtocol;

/** A provider to which a browser is sent and from which it comes back, whatever protocol it speaks. */
public interface Voucher {
    /** As its document calls it. */
    String name();

    /** What sessions that begin by it are told to have begun by. */
    String way();

    /**
     * Where a browser goes that is sent on this errand.
     *
     * @param again whether whoever sits before it shows once more who they are, although the provider knows them
     */
    URI begin(Errand errand, boolean again) throws Refused;

    /** What the provider says of whoever came back from it. */
    Vouched finish(Errand errand, Map<String, List<String>> query) throws Refused;

    /**
     * What it says, checked.
     *
     * @param issuer what tells it from every other provider, also from one that had the same name before
     * @param strong whether it always asks for more than one factor
     * @param until when the session ends at the latest, if it tells
     */
    record Vouched(String issuer, Said said, boolean strong, Optional<Instant> until) {}

    /** One that speaks OpenID Connect. */
    static Voucher of(Counterpart there, URI redirect) {
        return new Voucher() {
            @Override
            public String name() {
                return there.provider().name();
            }

            @Override
            public String way() {
                return there.provider().way();
            }

            @Override
            public URI begin(Errand errand, boolean again) {
                return there.begin(errand, redirect, again);
            }

            @Override
            public Vouched finish(Errand errand, Map<String, List<String>> query) throws Refused {
                return new Vouched(there.provider().issuer().getValue(), there.finish(errand, redirect, query), there.provider().strong(), Optional.empty());
            }
        };
    }

    /** One that speaks a protocol of which another module knows. */
    static Voucher of(ProviderProtocol protocol, String provider) {
        return new Voucher() {
            @Override
            public String name() {
                return provider;
            }

            @Override
            public String way() {
                return protocol.name() + "/" + provider;
            }

            @Override
            public URI begin(Errand errand, boolean again) throws Refused {
                try {
                    return protocol.begin(provider, errand.state().getValue(), again);
                } catch (TorgException e) {
                    throw new Refused(e.getMessage());
                }
            }

            @Override
            public Vouched finish(Errand errand, Map<String, List<String>> query) throws Refused {
                try {
                    var vouched = protocol.finish(provider, errand.state().getValue(), query);
                    var said = new Said(vouched.stranger().subject(), vouched.session(), vouched.authenticated(), vouched.stranger().claims(), Optional.empty());
                    return new Vouched(vouched.stranger().issuer(), said, vouched.strong(), vouched.until());
                } catch (TorgException e) {
                    throw new Refused(e.getMessage());
                }
            }
        };
    }
}
