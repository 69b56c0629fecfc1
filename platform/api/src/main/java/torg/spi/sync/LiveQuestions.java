package torg.spi.sync;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.spi.sync.Connector.Answer;

/** What an ERP can be asked while a customer waits. Calls block, from any thread, several at once; they change nothing. */
@ConsumerType
public interface LiveQuestions {
    /**
     * Prices and stock.
     *
     * @param within how long the answer may take, to its last byte
     * @return a quote of each item that the ERP knows and sells in that unit, no other ones; {@link Answer.Refused} or {@link Answer.Later} when it cannot say; never
     *     {@link Answer.Unknown}
     * @throws torg.api.problem.TorgException UPSTREAM when there is no answer in time, or none that makes sense
     */
    Answer<List<Quote>> quotes(Question question, Duration within);

    /**
     * What is asked. Keys are those of the ERP, as the maps have them.
     *
     * @param company the seller's
     * @param account who would order
     * @param currency what the prices are to be in
     * @param items at least one, at most {@link torg.api.sync.Quotes#MOST_ITEMS}, no two the same
     */
    record Question(String company, String account, String currency, List<Item> items) {
        public Question {
            items = List.copyOf(items);
        }
    }
}
