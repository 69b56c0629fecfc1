package torg.api.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.identity.Caller;

/**
 * What the ERP says at this moment: a customer's price, what is in stock, and how the customer stands. Whoever asks never waits longer than the deadline, and never fails because of the ERP:
 * without an answer there is what the portal knows.
 */
@ProviderType
public interface Quotes {
    /** More items of one question are left out. */
    int MOST_ITEMS = 200;

    /**
     * Ask for an account. An account or a product that the caller may not see is as one that is not there, and the ERP hears of neither.
     *
     * @param account key of the account that would order
     */
    Quoted ask(Caller caller, String account, List<Item> items);

    /**
     * How an account stands with the seller. That is told to whoever may read the row of table {@code credit} that has the account's key; of others nobody is asked.
     *
     * @param account key of the account
     */
    Standing standing(Caller caller, String account);

    /** So much of a product: keys of rows. */
    record Item(String product, String unit, BigDecimal quantity) {}

    /**
     * What it says of one.
     *
     * @param price of one unit, in the account's currency; empty where it says none
     * @param inStock how many units could be sent; empty where it does not say
     */
    record Quote(Item item, Optional<BigDecimal> price, Optional<BigDecimal> inStock) {}

    /**
     * An answer.
     *
     * @param quotes of those items that the ERP knows, in the order they were asked for
     * @param currency key of the currency of the prices; empty when there are none
     */
    record Quoted(State state, List<Quote> quotes, Optional<String> currency) {
        public Quoted {
            quotes = List.copyOf(quotes);
        }
    }

    /**
     * How an account stands.
     *
     * @param state unless it is {@link State#ANSWERED} nothing is known, and the rest says nothing
     * @param onHold whether the seller holds back what it orders
     * @param limit what it may owe at most; empty where the ERP sets none, or does not say
     * @param left how much of that is left, below zero when it is used up; empty where the ERP does not say
     * @param currency key of the currency of both; empty when it is not known
     */
    record Standing(State state, boolean onHold, Optional<BigDecimal> limit, Optional<BigDecimal> left, Optional<String> currency) {}

    /** How the ERP took the question. */
    enum State {
        /** It answered, now or some seconds ago. */
        ANSWERED,
        /** It did not, or not in time. */
        LATE,
        /** There is no ERP that could be asked this, or nothing to ask. */
        NOT_ASKED
    }
}
