package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.LiveQuestions.Question;

/** What a connector has to keep that says it can be asked for prices and stock. */
public interface LiveQuestionsContract {
    /** More than an ERP needs that is not asked for a customer who waits. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The connector under test; its ERP can be reached. */
    Connector connector();

    /** A question about one product that the ERP sells to that account, has in stock and keeps in that unit. */
    Question question();

    @Test
    default void whatIsSoldHasAPriceAndStockAndNothingElseHas() {
        var sold = question().items().getFirst();
        var unknown = new Item("no such product", sold.unit(), BigDecimal.ONE);
        var otherUnit = new Item(sold.product(), "no such unit", BigDecimal.ONE);

        var quotes = answered(asking(question(), unknown, sold, otherUnit));

        assertThat(quotes).singleElement().satisfies(quote -> {
            assertThat(quote.item()).isEqualTo(sold);
            assertThat(quote.price().orElseThrow()).isPositive();
            assertThat(quote.inStock().orElseThrow()).isNotNegative();
        });
    }

    @Test
    default void anAccountThatIsNotThereHasNoPriceOfItsOwn() {
        var other = new Question(question().company(), "no such account", question().currency(), question().items());

        assertThat(answered(other)).isSubsetOf(answered(question()));
    }

    @Test
    default void withoutTimeThereIsNoAnswer() {
        assertThatThrownBy(() -> connector().questions().orElseThrow().quotes(question(), Duration.ZERO)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
    }

    private static Question asking(Question question, Item... items) {
        return new Question(question.company(), question.account(), question.currency(), List.of(items));
    }

    private List<Quote> answered(Question question) {
        var answer = connector().questions().orElseThrow().quotes(question, PATIENCE);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<List<Quote>>) answer).value();
    }
}
