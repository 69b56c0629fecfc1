package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.CreditQuestions.Credit;

/** What a connector has to keep that says it can be asked for a customer's credit. */
public interface CreditQuestionsContract {
    /** More than an ERP needs that is not asked for a customer who waits. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The connector under test; its ERP can be reached. */
    Connector connector();

    /** The seller's company, by the ERP's key. */
    String seller();

    /** A customer who has a limit, and is not on hold. */
    String limited();

    /** A customer whose orders are held back. */
    String held();

    @Test
    default void aCustomersLimitIsToldAndNoMoreIsLeftThanIt() {
        assertThat(answered(limited())).hasValueSatisfying(credit -> {
            assertThat(credit.onHold()).isFalse();
            assertThat(credit.limit().orElseThrow()).isPositive();
            credit.left().ifPresent(left -> assertThat(left).isLessThanOrEqualTo(credit.limit().orElseThrow()));
        });
    }

    @Test
    default void aCustomerWhoIsHeldIsToldToBe() {
        assertThat(answered(held())).hasValueSatisfying(credit -> assertThat(credit.onHold()).isTrue());
    }

    @Test
    default void ofACustomerWhoIsNotThereNothingIsSaid() {
        assertThat(answered("no such account")).isEmpty();
    }

    @Test
    default void withoutTimeThereIsNoAnswerAboutCredit() {
        assertThatThrownBy(() -> connector().credit().orElseThrow().credit(seller(), limited(), Duration.ZERO))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
    }

    private Optional<Credit> answered(String account) {
        var answer = connector().credit().orElseThrow().credit(seller(), account, PATIENCE);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<Optional<Credit>>) answer).value();
    }
}
