package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Read;

/** What a connector has to keep whose ERP is another program: it says no, it is away, its answers get lost. */
public interface RemoteConnectorContract extends ConnectorContract {
    /** A document that the ERP says no to, for a reason that a person can act on. */
    Outgoing refused(String reference);

    /** The same connector, to an address where nobody answers. */
    Connector toNobody();

    /** From now on the ERP does what it is asked to, and its answer to the next {@link Connector#create} that makes something gets lost on the way. */
    void loseTheNextAnswer();

    @Test
    default void whatTheErpRefusesIsSaidInPlainWordsAndLeavesNothing() {
        var document = refused("contract-" + System.nanoTime());

        var answer = connector().create(document);

        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused<?>) answer).reason()).hasSizeBetween(10, 500).contains(" ").doesNotContain("{", "<", "Exception", "Traceback", "\n");
        assertThat(connector().find(document)).isEqualTo(new Answer.Done<>(Extent.NOTHING));
    }

    @Test
    default void anErpThatIsAwayIsToldAsSuch() {
        var document = document("contract-" + System.nanoTime());

        assertThatThrownBy(() -> toNobody().describe(entity())).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        assertThatThrownBy(() -> toNobody().read(new Read(entity(), List.of(), Map.of(), Map.of(), Optional.empty())))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        assertThatThrownBy(() -> toNobody().create(document)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
    }

    @Test
    default void anAnswerThatGotLostIsUnknownAndARepeatFindsWhatWasMade() {
        var document = document("contract-" + System.nanoTime());
        loseTheNextAnswer();

        var lost = connector().create(document);
        assertThat(lost).isInstanceOf(Answer.Unknown.class);
        assertThat(connector().find(document)).isEqualTo(new Answer.Done<>(((Answer.Unknown<?>) lost).sent()));

        assertThat(connector().create(document)).isInstanceOf(Answer.Done.class);
        assertThat(connector().find(document)).isEqualTo(new Answer.Done<>(Extent.ALL));
        assertThat(times(document)).isEqualTo(1);
    }

    @Test
    default void manySendingsAtOnceMakeOneDocument() throws Exception {
        var document = document("contract-" + System.nanoTime());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer<?>> send = () -> connector().create(document);
            // Whoever comes second is told so, or finds what the first one made.
            assertThat(threads.invokeAll(Stream.generate(() -> send).limit(4).toList()).stream().map(Future::resultNow))
                    .allSatisfy(answer -> assertThat(answer).isInstanceOfAny(Answer.Done.class, Answer.Later.class)).anyMatch(Answer.Done.class::isInstance);
        }
        assertThat(times(document)).isEqualTo(1);
    }

    /** How often the ERP has it. */
    private long times(Outgoing document) {
        var field = document.referenceField();
        var read = connector().read(new Read(document.entity(), List.of(field), Map.of(field, document.reference()), Map.of(), Optional.empty()));
        assertThat(read).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<Connector.Batch>) read).value().records().size();
    }
}
