package torg.spi.sync;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.spi.sync.Connector.Answer;

/** What an ERP can be asked about a customer's credit while the customer waits. Calls block, from any thread, several at once; they change nothing. */
@ConsumerType
@FunctionalInterface
public interface CreditQuestions {
    /**
     * How a customer stands. Keys are those of the ERP, as the maps have them.
     *
     * @param company the seller's
     * @param account who would order
     * @param within how long the answer may take, to its last byte
     * @return empty when the ERP has no such customer; {@link Answer.Refused} or {@link Answer.Later} when it cannot say; never {@link Answer.Unknown}
     * @throws torg.api.problem.TorgException UPSTREAM when there is no answer in time, or none that makes sense
     */
    Answer<Optional<Credit>> credit(String company, String account, Duration within);

    /**
     * A customer's credit, in the currency in which the ERP keeps it.
     *
     * @param onHold whether orders are held back
     * @param limit what the customer may owe at most; empty where the ERP sets none, or does not say
     * @param left how much of that is left, below zero when it is used up; empty where the ERP does not say
     */
    record Credit(boolean onHold, Optional<BigDecimal> limit, Optional<BigDecimal> left) {}
}
