package torg.identity.oidc.person;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.oidc.provider.Errand;
import torg.identity.oidc.provider.Provider;
import torg.identity.oidc.provider.Said;
import torg.spi.identity.Entrance.Proof;

/**
 * What a provider said of people whose sessions began by it, to be shown to it when they sign out there as well: else it asks whom it is to sign out.
 * It lets nobody in: an ID token counts with the nonce of the errand alone.
 */
public final class Hints {
    /** As long as a session can last. */
    private static final Duration KEPT = Duration.ofDays(30);
    /** What is longer makes an address that providers do not take. */
    private static final int LONGEST = 6_000;
    private static final int MOST_SWEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final Caller HOUSE = Caller.service("identity-oidc");
    private final Tables tables;
    private final InstantSource clock;

    public Hints(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** Keep what was said of a person of whom a session has begun. Where that goes wrong they come in all the same, and sign out here alone. */
    public void keep(Provider provider, Said said, String contact) {
        if (said.token().length() > LONGEST) return;
        try {
            var over = new Condition.Compare("until", Condition.Operator.LE, new Operand.Literal(clock.instant()));
            var changes = new ArrayList<Change>();
            tables.query(HOUSE, Query.of(LinkTables.HINT).where(over).top(MOST_SWEPT)).rows().forEach(row -> changes.add(new Change.Delete(LinkTables.HINT, row.key())));
            changes.add(new Change.Put(LinkTables.HINT, id(provider.way(), Optional.of(said.subject()), said.session()),
                    Map.of("contact", contact, "provider", provider.name(), "token", said.token(), "until", clock.instant().plus(KEPT))));
            tables.write(HOUSE, Write.of(changes));
        } catch (RuntimeException e) {
            LOG.warn("sign-out at the provider will not be offered provider={} because={}", provider.name(), e.getMessage());
        }
    }

    /** What was said when a session began by this proof; empty when nothing is kept, as of every session that began in another way. */
    public Optional<String> of(Proof proof) {
        return tables.find(HOUSE, LinkTables.HINT, id(proof.way(), proof.subject(), proof.elsewhere()))
                .filter(row -> row.text("contact").equals(Optional.of(proof.contact()))).flatMap(row -> row.text("token"));
    }

    private static String id(String way, Optional<String> subject, Optional<String> session) {
        return Errand.hash(String.join("\n", List.of("hint", way, subject.orElse(""), session.orElse(""))));
    }
}
