package torg.identity.saml;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.spi.identity.ProviderProtocol.Vouched;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.OpenOutbound;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal that trusts one provider, {@code acme}. */
final class Portal {
    static final Caller HOUSE = Caller.service("test");
    /** Of the browser's errand, as long as those are. */
    static final String STATE = "s".repeat(43);
    static final String REQUEST = "_" + STATE;
    final MemoryTables tables;
    final MemoryAudit audit = new MemoryAudit();
    final OpenOutbound outbound = new OpenOutbound();
    final Saml saml;
    Instant now = Instant.now();

    Portal(TestProvider provider) {
        this(Map.of("acme.metadata", provider.address() + "/metadata", "acme.mail-verified", "true"));
    }

    Portal(Map<String, Object> settings) {
        var sites = TestSites.of(new TestSource(), new TableDocuments());
        tables = new MemoryTables(sites::schema).with(new AnswerTable());
        var all = new HashMap<String, Object>(settings);
        all.put("service.pid", Saml.PID);
        saml = new Saml(Provider.Told.by(all), tables, () -> Optional.of("https://portal.example"), outbound, () -> now);
        saml.audit = audit;
    }

    TestProvider.Says says() {
        return new TestProvider.Says(REQUEST, now);
    }

    /** The whole way of a response: posted from another site, found again within this one by the browser that was sent. */
    Vouched back(String response) throws Refused {
        return finish(STATE, saml.take("acme", response));
    }

    Vouched finish(String state, String ticket) {
        return saml.finish("acme", state, Map.of(Saml.TICKET, List.of(ticket)));
    }
}
