package torg.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Whoever runs the portal hears of what is not well for long, once, and when it is over. */
class WatchmanTest {
    private static final Status AWAY = Status.warn("the ERP does not answer", "start the ERP");
    private final HandClock clock = new HandClock();
    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb").document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}}}"), new TableDocuments());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new AlertTable());
    private final House house = new House();
    private final Post post = new Post();
    private final Watchman watchman = watchman("ops@northwind.example");

    private Watchman watchman(String to) {
        return new Watchman(new Given(to, 5, 24), house, post, sites, tables, clock, false);
    }

    private void pass(int minutes) {
        for (var minute = 0; minute < minutes; minute++) {
            clock.pass(Duration.ofMinutes(1));
            watchman.round();
        }
    }

    @Test
    void whatIsNotWellForLongIsToldWithItsRemedyAndThatItIsOver() {
        house.say("sync", AWAY);
        watchman.round();
        pass(4);
        assertThat(post.written).as("it may be over in a moment").isEmpty();
        pass(1);
        assertThat(post.written).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("ops@northwind.example");
            assertThat(mail.subject()).isEqualTo("Test site: sync is not well");
            assertThat(mail.paragraphs()).containsExactly("The health check \"sync\" of the portal has not been well for 5 minutes. It says:", "the ERP does not answer", "start the ERP");
        });
        pass(30);
        assertThat(post.written).as("once").hasSize(1);
        house.say("sync", Status.ok("in step"));
        pass(1);
        assertThat(post.written).hasSize(2);
        assertThat(post.written.getLast().paragraphs()).containsExactly("The health check \"sync\" of the portal is well again. It was not for 36 minutes.");
        pass(30);
        assertThat(post.written).hasSize(2);
    }

    @Test
    void whatIsOverBeforeItIsToldIsNotTold() {
        house.say("sync", AWAY);
        pass(3);
        house.say("sync", Status.ok("in step"));
        pass(3);
        house.say("sync", AWAY);
        pass(5);
        assertThat(post.written).isEmpty();
    }

    @Test
    void whatComesAndGoesIsToldOnceAnHour() {
        for (var round = 0; round < 10; round++) {
            house.say("sync", AWAY);
            pass(8);
            house.say("sync", Status.ok("in step"));
            pass(2);
        }
        assertThat(post.written.stream().map(Mail::subject).filter(subject -> subject.endsWith("not well"))).as("in 100 minutes").hasSize(2);
    }

    @Test
    void whatLastsIsToldAgainTheNextDay() {
        house.say("sync", AWAY);
        pass(10);
        clock.pass(Duration.ofHours(23));
        watchman.round();
        assertThat(post.written).hasSize(1);
        clock.pass(Duration.ofHours(2));
        watchman.round();
        assertThat(post.written).hasSize(2);
    }

    @Test
    void whatWasToldStaysToldOverARestartAndForTheOtherNode() {
        house.say("sync", AWAY);
        pass(10);
        watchman("ops@northwind.example").round();
        assertThat(post.written).hasSize(1);
    }

    @Test
    void aMailThatCannotBeLaidDownIsTriedAgain() {
        house.say("sync", AWAY);
        watchman.round();
        post.full = true;
        pass(10);
        assertThat(post.written).isEmpty();
        post.full = false;
        pass(1);
        assertThat(post.written).hasSize(1);
    }

    @Test
    void aCheckThatWentWithItsModuleIsOver() {
        house.say("sync", AWAY);
        pass(10);
        house.checks.clear();
        pass(1);
        assertThat(post.written.getLast().subject()).isEqualTo("Test site: sync is well again");
    }

    @Test
    void everybodyNamedIsWrittenToAndWithoutAnyNothingIsKept() {
        house.say("sync", AWAY);
        var nobody = watchman(" , ");
        nobody.round();
        assertThat(tables.query(Caller.service("test"), Query.of(AlertTable.NAME)).rows()).isEmpty();
        var two = watchman("a@northwind.example, b@northwind.example");
        two.round();
        clock.pass(Duration.ofMinutes(6));
        two.round();
        assertThat(post.written).extracting(Mail::to).containsExactly("a@northwind.example", "b@northwind.example");
    }

    @Test
    void anAddressThatCannotBeWrittenToKeepsNothingFromTheOthers() {
        post.closed = "a@northwind.example";
        var two = watchman("a@northwind.example, b@northwind.example");
        house.say("sync", AWAY);
        two.round();
        clock.pass(Duration.ofHours(2));
        two.round();
        assertThat(post.written).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("b@northwind.example");
            assertThat(mail.paragraphs().getFirst()).contains("for 2 hours.");
        });
    }

    @Test
    void aSettingThatCannotBeIsRefused() {
        assertThatThrownBy(() -> watchman("ops")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.getMessage()).contains("'ops'"));
        assertThatThrownBy(() -> new Watchman(new Given("a@b.example", -1, 24), house, post, sites, tables, clock, false)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG));
    }

    /** The house's health, as a test says. */
    private static final class House implements HouseHealth {
        private final Map<String, Status> checks = new TreeMap<>();

        void say(String check, Status status) {
            checks.put(check, status);
        }

        @Override
        public Map<String, Status> checks() {
            return checks;
        }

        @Override
        public List<ModuleState> modules() {
            return List.of();
        }

        @Override
        public String prometheus() {
            return "";
        }
    }

    /** Takes mails, or has too many. */
    private static final class Post implements Mails {
        private final List<Mail> written = new ArrayList<>();
        private boolean full;
        private String closed = "";

        @Override
        public Change posted(Mail mail) {
            if (full || mail.to().equals(closed)) throw TorgException.of(ProblemKind.TOO_MANY, "mail.too-many", "too many mails");
            written.add(mail);
            return new Change.Put("note", "n" + written.size(), Map.of());
        }
    }

    /** Settings as a person would write them. */
    private record Given(String to, int after$_$minutes, int again$_$hours) implements AlertSettings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return AlertSettings.class;
        }
    }
}
