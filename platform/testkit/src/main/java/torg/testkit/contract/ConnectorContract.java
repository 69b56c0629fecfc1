package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Read;

/** What every connector has to keep, against an ERP of any kind that holds a few records. */
public interface ConnectorContract {
    /** The connector under test; its ERP can be reached. */
    Connector connector();

    /** An entity with at least two records. */
    String entity();

    /** A new document the ERP accepts; the reference is the one given, and at least one field has to be the same when it is found again. */
    Outgoing document(String reference);

    @Test
    default void anEntityIsDescribedAndAnUnknownOneIsNot() {
        var info = connector().describe(entity()).orElseThrow();

        assertThat(info.key()).isNotEmpty();
        assertThat(info.fields()).containsKeys(info.key().toArray(String[]::new));
        assertThat(connector().describe("NoSuchEntityAtAll")).isEmpty();
        assertThat(connector().name()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    default void allRecordsComePageByPageEachOnce() {
        var key = connector().describe(entity()).orElseThrow().key();
        var keys = new ArrayList<List<Object>>();
        var cursor = Optional.<String>empty();
        do {
            var batch = done(connector().read(new Read(entity(), key, Map.of(), Map.of(), cursor)));
            for (var one : batch.records()) keys.add(key.stream().map(one::get).toList());
            cursor = batch.cursor();
        } while (cursor.isPresent());

        assertThat(keys).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    }

    @Test
    default void aPassThatBrokeOffGoesOnWhereItsPageEnded() {
        var key = connector().describe(entity()).orElseThrow().key();
        var first = done(connector().read(new Read(entity(), key, Map.of(), Map.of(), Optional.empty())));
        Assumptions.assumeThat(first.cursor()).as("there is more than a page").isPresent();

        var next = done(connector().read(new Read(entity(), key, Map.of(), Map.of(), first.cursor())));
        var again = done(connector().read(new Read(entity(), key, Map.of(), Map.of(), first.cursor())));

        assertThat(again.records()).isEqualTo(next.records()).doesNotContainAnyElementsOf(first.records());
    }

    @Test
    default void onlyWhatIsAskedForIsRead() {
        var document = document("contract-" + System.nanoTime());
        done(connector().create(document));
        var field = document.referenceField();

        var equal = done(connector().read(new Read(document.entity(), List.of(field), Map.of(field, document.reference()), Map.of(), Optional.empty())));
        var among = done(connector().read(new Read(document.entity(), List.of(field), Map.of(), Map.of(field, List.of("no-such-reference", document.reference())), Optional.empty())));
        var none = done(connector().read(new Read(document.entity(), List.of(field), Map.of(field, "no-such-reference"), Map.of(), Optional.empty())));

        assertThat(equal.records()).singleElement().satisfies(record -> assertThat(record).containsEntry(field, document.reference()));
        assertThat(among.records()).isEqualTo(equal.records());
        assertThat(none.records()).isEmpty();
    }

    @Test
    default void aDocumentSentTwiceIsMadeOnce() {
        var document = document("contract-" + System.nanoTime());

        var first = done(connector().create(document));
        var second = done(connector().create(document));

        assertThat(second).isEqualTo(first);
        var found = done(connector().read(new Read(document.entity(), List.of(document.referenceField()), Map.of(),
                Map.of(document.referenceField(), List.of(document.reference())), Optional.empty())));
        assertThat(found.records()).hasSize(1);
    }

    @Test
    default void lookingForADocumentMakesNone() {
        var document = document("contract-" + System.nanoTime());

        assertThat(done(connector().find(document))).isEqualTo(Extent.NOTHING);
        assertThat(done(connector().find(document))).isEqualTo(Extent.NOTHING);

        done(connector().create(document));
        assertThat(done(connector().find(document))).isEqualTo(Extent.ALL);
    }

    @Test
    default void aDocumentThatOnlyCarriesTheReferenceIsNotTakenForTheSame() {
        var document = document("contract-" + System.nanoTime());
        var head = new HashMap<>(document.head());
        document.same().forEach(field -> head.put(field, "somebody-else"));

        done(connector().create(document));

        assertThat(connector().create(new Outgoing(document.entity(), document.reference(), document.referenceField(), head, document.parts(), document.same())))
                .isInstanceOf(Answer.Refused.class);
    }

    private static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }
}
