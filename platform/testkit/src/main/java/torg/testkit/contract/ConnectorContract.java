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
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.Connector.Removal;
import torg.spi.sync.Connector.Revision;

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

    @Test
    default void linesOfADocumentThatIsThereAreAddedChangedAndTakenOutTogether() {
        var document = document("contract-" + System.nanoTime());
        Assumptions.assumeThat(document.parts()).as("documents have lines").isPresent();
        var parts = document.parts().orElseThrow();
        var head = done(connector().create(document));
        var parent = String.valueOf(head.get(parts.headKey()));
        var line = new HashMap<>(parts.lines().getFirst());
        line.put(parts.numberField(), 77L);
        line.put(parts.parentField(), parent);

        var untouched = new Correction(document.entity(), head, Map.of());
        var added = connector().revise(new Revision(untouched, new Revision.Lines(parts.entity(), parts.parentField(), parent, List.of(line), List.of(), List.of())));
        Assumptions.assumeThat(added instanceof Answer.Refused<?>(var code, _) && code.equals("sync.revises-nothing")).as("the connector says that it changes no lines").isFalse();
        done(added);
        var lines = lines(document, parent);
        assertThat(lines).hasSize(parts.lines().size() + 1);

        var first = lines.stream().filter(one -> number(one, parts).equals(number(parts.lines().getFirst(), parts))).toList();
        done(connector().revise(new Revision(untouched, new Revision.Lines(parts.entity(), parts.parentField(), parent, List.of(), List.of(), first))));
        assertThat(lines(document, parent)).hasSize(parts.lines().size()).extracting(one -> number(one, parts)).contains("77").doesNotContain(number(parts.lines().getFirst(), parts));
    }

    @Test
    default void aRecordIsDeletedAndToDeleteItAgainIsNoMistake() {
        var document = document("contract-" + System.nanoTime());
        done(connector().create(document));
        var removal = new Removal(document.entity(), done(connector().read(new Read(document.entity(), List.of(), Map.of(document.referenceField(), document.reference()), Map.of(), Optional.empty()))).records().getFirst());

        var deleted = connector().delete(removal);
        Assumptions.assumeThat(deleted instanceof Answer.Refused<?>(var code, _) && code.equals("sync.deletes-nothing")).as("the connector says that it deletes nothing").isFalse();

        assertThat(done(deleted)).isTrue();
        assertThat(done(connector().find(document))).isEqualTo(Extent.NOTHING);
        assertThat(done(connector().delete(removal))).isTrue();
    }

    private List<Map<String, Object>> lines(Outgoing document, String parent) {
        var parts = document.parts().orElseThrow();
        return done(connector().read(new Read(parts.entity(), List.of(), Map.of(), Map.of(parts.parentField(), List.of(parent)), Optional.empty()))).records();
    }

    private static String number(Map<String, Object> line, Connector.Parts parts) {
        return String.valueOf(line.get(parts.numberField()));
    }

    private static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }
}
