package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import torg.api.problem.Deadline;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.CreditQuestions;

/**
 * What Tryton's module {@code account_credit_limit} holds against a party: its limit, and what it uses of it. The party's company is that of the portal's user. Without the module there is
 * neither; a party that is not active any more is on hold, as nothing can be sold to it.
 */
final class TrytonCredit implements CreditQuestions {
    private static final String PARTY = "party.party";
    private static final String LIMIT = "credit_limit_amount";
    private static final String USED = "credit_amount";
    private final Rpc rpc;
    private final Models models;

    TrytonCredit(Rpc rpc, Models models) {
        this.rpc = rpc;
        this.models = models;
    }

    @Override
    public Answer<Optional<Credit>> credit(String company, String account, Duration within) {
        var deadline = Deadline.in(within);
        return TrytonConnector.answered(() -> {
            var limited = models.get(PARTY, deadline).fields().keySet().containsAll(List.of(LIMIT, USED));
            var fields = limited ? List.of("active", LIMIT, USED) : List.of("active");
            var parties = rpc.ask("model." + PARTY + ".search_read", deadline, TrytonConnector.ALL, Values.list(Values.list("code", "=", account)), Values.json("integer", 0),
                    Values.json("integer", 1), JsonNodeFactory.instance.nullNode(), Values.texts(fields));
            return parties.isEmpty() ? Optional.empty() : Optional.of(of(parties.get(0)));
        });
    }

    private static Credit of(JsonNode party) {
        var limit = amount(party, LIMIT);
        return new Credit(!party.path("active").asBoolean(true), limit, limit.flatMap(most -> amount(party, USED).map(most::subtract)));
    }

    private static Optional<BigDecimal> amount(JsonNode party, String field) {
        return Values.at(party, field).map(Object::toString).map(BigDecimal::new);
    }
}
