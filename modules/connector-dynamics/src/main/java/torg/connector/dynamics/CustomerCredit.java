package torg.connector.dynamics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.Deadline;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.CreditQuestions;

/** The limit and the hold of a customer's record. What the customer owes is in no public entity, so how much of the limit is left is not told. */
final class CustomerCredit implements CreditQuestions {
    private static final String LIMIT = "CreditLimit";
    private static final String HOLD = "OnHoldStatus";
    /** Members of the enumeration that hold nothing back: not on hold, and never to be. An empty one is the first. */
    private static final Set<String> FREE = Set.of("", "No", "Never");
    private final DynamicsConnector connector;

    CustomerCredit(DynamicsConnector connector) {
        this.connector = connector;
    }

    @Override
    public Answer<Optional<Credit>> credit(String company, String account, Duration within) {
        var where = Map.<String, Object>of("dataAreaId", company, "CustomerAccount", account);
        var customer = connector.read(new Read(Agreements.CUSTOMERS, List.of("CustomerAccount", LIMIT, HOLD), where, Map.of(), Optional.empty()), Deadline.in(within));
        if (!(customer instanceof Answer.Done<Batch>(var batch))) return DynamicsConnector.failed(customer);
        return new Answer.Done<>(batch.records().stream().findFirst().map(CustomerCredit::of));
    }

    /** A limit of 0 is none: the ERP writes "no value" so. */
    private static Credit of(Map<String, Object> record) {
        var limit = record.get(LIMIT) instanceof BigDecimal number && number.signum() > 0 ? Optional.of(number) : Optional.<BigDecimal>empty();
        return new Credit(!FREE.contains(record.getOrDefault(HOLD, "").toString()), limit, Optional.empty());
    }
}
