package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.SmallHouse;
import torg.testkit.TestSource;

/** What is changed here of a row that the ERP has is changed there, and nothing else is. */
class ChangeTest extends SmallHouse {
    private static final String MAP = """
            map: people
            connector: dynamics
            entity: People
            table: person
            %s
            columns: {number: Id, name: Name, phone: {field: Phone, direction: both}, letters: {field: Letters, direction: both, values: {"Yes": wanted, "No": unwanted}}, note: Note}
            """;

    @BeforeEach
    void people() {
        settle("");
    }

    private void settle(String conflict) {
        settle(new TestSource()
                .document("tables/person.yml", """
                        {table: person, key: number, outbox: true, columns: {number: {type: text}, name: {type: text}, phone: {type: text}, note: {type: text},
                         letters: {type: choice, choices: {wanted: Wanted, unwanted: Unwanted}}}}""")
                .document("maps/people.yml", MAP.formatted(conflict)));
        erp.entities.remove("People");
        erp.with("People", Map.of("Id", "P1", "Name", "Ann", "Phone", "111", "Letters", "No", "Secret", "kept"));
        everything();
    }

    private Outbox.Entry changed(String column, Object value) {
        return changed("P1", column, value);
    }

    /** Change a column here, as the store notes it. */
    private Outbox.Entry changed(String person, String column, Object value) {
        var before = tables.find(SYNC, "person", person).orElseThrow().value(column).orElse(null);
        var values = new HashMap<String, Object>();
        values.put(column, value);
        tables.write(SYNC, Write.of(new Change.Update("person", person, values)));
        return outbox.add("person", person, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(column, Outbox.digest(before)), Map.of()));
    }

    private Map<String, Object> there() {
        return erp.entities.get("People").getFirst();
    }

    private Optional<String> here(String column) {
        return tables.find(SYNC, "person", "P1").orElseThrow().text(column);
    }

    private Outbox.Entry last() {
        return outbox.entries.getLast();
    }

    @Test
    void sendsTheFieldThatWasChangedAndNoOther() {
        there().put("Name", "Anna");
        assertThat(sender().send(changed("phone", "222"))).isTrue();
        assertThat(there()).containsEntry("Phone", "222").containsEntry("Secret", "kept").containsEntry("Name", "Anna");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(here("name")).as("the answer is taken").contains("Anna");
    }

    @Test
    void speaksTheErpsWords() {
        sender().send(changed("letters", "wanted"));
        assertThat(there()).containsEntry("Letters", "Yes");
    }

    @Test
    void emptiesAField() {
        sender().send(changed("phone", null));
        assertThat(there()).doesNotContainKey("Phone");
        assertThat(here("phone")).isEmpty();
    }

    @Test
    void sendsNothingOfWhatIsNotTheErps() {
        sender().send(changed("note", "mine"));
        assertThat(erp.changes).hasValue(0);
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(here("note")).contains("mine");
    }

    @Test
    void sendsNothingThatIsThereAlready() {
        there().put("Phone", "222");
        sender().send(changed("phone", "222"));
        assertThat(erp.changes).hasValue(0);
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
    }

    @Test
    void whatWasChangedOnBothSidesIsTheErps() {
        there().put("Phone", "999");
        sender().send(changed("phone", "222"));
        assertThat(there()).containsEntry("Phone", "999");
        assertThat(here("phone")).contains("999");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
    }

    @Test
    void orThePortalsWhereTheMapSaysSo() {
        settle("conflict: portal");
        there().put("Phone", "999");
        sender().send(changed("phone", "222"));
        assertThat(there()).containsEntry("Phone", "222");
        assertThat(here("phone")).contains("222");
    }

    @Test
    void orThoseOfWhoChangedItLaterByTheClockOfTheErp() {
        settle("conflict: {latest: Changed}");
        there().putAll(Map.of("Phone", "999", "Changed", clock.instant().minusSeconds(60)));
        sender().send(changed("phone", "222"));
        assertThat(there()).as("we were later").containsEntry("Phone", "222");

        there().putAll(Map.of("Phone", "998", "Changed", clock.instant().plusSeconds(60)));
        sender().send(changed("phone", "333"));
        assertThat(there()).as("they were").containsEntry("Phone", "998");
        assertThat(here("phone")).contains("998");

        erp.ahead = Duration.ofMinutes(10);
        there().putAll(Map.of("Phone", "997", "Changed", clock.instant().plusSeconds(60)));
        sender().send(changed("phone", "444"));
        assertThat(there()).as("a clock that is ahead makes nobody later").containsEntry("Phone", "444");

        there().put("Phone", "996");
        there().remove("Changed");
        sender().send(changed("phone", "555"));
        assertThat(there()).as("who does not say when has the last word, as without the rule").containsEntry("Phone", "996");
    }

    @Test
    void orAPersonDecides() {
        settle("conflict: ask");
        there().put("Phone", "999");
        sender().send(changed("phone", "222"));
        assertThat(erp.changes).as("nothing is sent before").hasValue(0);
        assertThat(last().state()).isEqualTo(Outbox.State.REFUSED);
        assertThat(last().note()).isEqualTo("sync.conflict: P1 phone");
        assertThat(here("phone")).as("ours stays as long as nobody decided").contains("222");

        var conflicts = new Conflicts(tables, SYNC, clock);
        outbox.retry(last().id());
        round();
        assertThat(last().state()).as("giving it back decides nothing").isEqualTo(Outbox.State.REFUSED);

        conflicts.decide(last().id(), Conflicts.Keep.PORTAL, "Ann");
        there().put("Phone", "998");
        outbox.retry(last().id());
        round();
        assertThat(there()).as("the ERP has another value than was decided about").containsEntry("Phone", "998");
        assertThat(last().state()).isEqualTo(Outbox.State.REFUSED);

        conflicts.decide(last().id(), Conflicts.Keep.PORTAL, "Ann");
        outbox.retry(last().id());
        round();
        assertThat(there()).containsEntry("Phone", "222");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
    }

    @Test
    void nobodyIsAskedWhereOnlyOneSideChangedSomething() {
        settle("conflict: ask");
        there().put("Name", "Anna");
        sender().send(changed("phone", "222"));
        assertThat(there()).containsEntry("Phone", "222").containsEntry("Name", "Anna");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThatThrownBy(() -> new Conflicts(tables, SYNC, clock).decide(last().id(), Conflicts.Keep.PORTAL, "Ann")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.nothing-asked"));
    }

    @Test
    void isSentOnceTheErpIsBack() {
        erp.away = true;
        assertThat(sender().send(changed("phone", "222"))).isFalse();
        assertThat(last().state()).isEqualTo(Outbox.State.WAITING);
        erp.away = false;
        pass(Duration.ofMinutes(1));
        assertThat(there()).containsEntry("Phone", "222");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
    }

    @Test
    void whatGotNoAnswerIsAskedForAndNotSentTwice() {
        erp.slow = true;
        sender().send(changed("phone", "222"));
        assertThat(last().state()).isEqualTo(Outbox.State.WAITING);
        pass(Duration.ofSeconds(2));
        assertThat(last().state()).as("nothing came of it yet").isEqualTo(Outbox.State.WAITING);
        erp.finish();
        pass(Duration.ofSeconds(2));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.changes).hasValue(1);
    }

    @Test
    void whatTheErpRefusesIsParkedWithItsReason() {
        erp.refusal = Optional.of("Phone numbers begin with +");
        sender().send(changed("phone", "222"));
        assertThat(last()).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(Outbox.State.REFUSED);
            assertThat(entry.note()).contains("Phone numbers begin with +");
        });
    }

    @Test
    void whatTheErpNoLongerHasIsParkedWhereRowsAreMadeForIt() {
        settle("direction: both\nreference: Id");
        erp.entities.get("People").clear();
        erp.with("People", Map.of("Id", "P2"));
        sender().send(changed("phone", "222"));
        assertThat(last().note()).contains("sync.not-there");
    }

    @Test
    void aRowThatIsThePortalsOwnIsChangedHereAlone() {
        erp.entities.get("People").clear();
        erp.with("People", Map.of("Id", "P2"));
        sender().send(changed("phone", "222"));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(here("phone")).contains("222");
    }

    @Test
    void aPauseIsKept() {
        erp.pause = Optional.of(Duration.ofSeconds(30));
        sender().send(changed("phone", "222"));
        assertThat(last().state()).isEqualTo(Outbox.State.WAITING);
        erp.pause = Optional.empty();
        pass(Duration.ofSeconds(5));
        assertThat(erp.changes).as("while it lasts").hasValue(0);
    }

    @Test
    void aRecordThatIsBusyKeepsNoOtherWaiting() {
        erp.with("People", Map.of("Id", "P2", "Name", "Bea", "Phone", "333", "Letters", "No"));
        everything();
        erp.busy.add("P1");
        var busy = changed("P1", "phone", "222");
        var other = changed("P2", "phone", "444");
        round();
        assertThat(outbox.entries).extracting(Outbox.Entry::id, Outbox.Entry::state).containsExactly(tuple(busy.id(), Outbox.State.WAITING), tuple(other.id(), Outbox.State.DELIVERED));
        assertThat(governors.left(erp)).as("nor anything that is read").isLessThanOrEqualTo(Duration.ZERO);
        erp.busy.clear();
        pass(Duration.ofSeconds(2));
        assertThat(outbox.entries).extracting(Outbox.Entry::state).as("%s", outbox.entries).containsOnly(Outbox.State.DELIVERED);
    }

    @Test
    void changesOfPartsAreForAPerson() {
        sender().send(outbox.add("person", "P1", Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(new Outbox.Part("line", "L1"), Map.of()))));
        assertThat(last().note()).contains("sync.not-sent");
    }

    @Test
    void aRowThatWasMadeHereStaysHereWhereOnlyChangesAreSent() {
        sender().send(outbox.add("person", "P1", Committed.Kind.CREATED));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.creates).hasValue(0);
    }
}
