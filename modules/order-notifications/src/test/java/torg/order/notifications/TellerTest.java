package torg.order.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.order.notifications.Wishes.Wish;

/** People are told once of what becomes of what they may read, as they wish, and no flood reaches them. */
class TellerTest {
    private final Portal portal = new Portal();
    private final Teller teller = portal.teller();

    @BeforeEach
    void twoOrdersAreOpen() {
        portal.order("O1", Portal.JANE);
        portal.order("O2", Portal.ANA);
        teller.round();
    }

    @Test
    void whoOrderedIsToldInTheirLanguageAndOnlyWhatTheyMayRead() {
        portal.status("O1", "confirmed");
        portal.status("O2", "confirmed");
        teller.round();

        assertThat(portal.post.written).extracting(Mail::to).containsExactly("jane@northwind.example", "ana@northwind.example");
        assertThat(portal.post.written).extracting(Mail::subject).containsExactly("Order O1 is confirmed", "Ordre O2 er bekreftet");
        assertThat(portal.post.written.getFirst().paragraphs()).as("the note is not for customers").containsExactly("Note: –");
        assertThat(portal.post.written).extracting(mail -> mail.link().orElseThrow().path()).containsExactly("/orders/O1", "/nb/orders/O2");
    }

    @Test
    void nothingIsToldTwiceNorOfWhatIsOtherwiseByThen() {
        portal.status("O1", "confirmed");
        teller.round();
        teller.round();
        portal.teller().round();
        portal.status("O2", "confirmed");
        portal.status("O2", "open");
        portal.write(new Change.Update("salesorder", "O1", Map.of("note", "changed")));
        teller.round();
        assertThat(portal.post.written).hasSize(1);
        assertThat(portal.told()).hasSize(1);
    }

    @Test
    void whatHappenedBeforeTheModuleCameIsNotTold() {
        var other = new Portal();
        other.order("O1", Portal.JANE);
        other.status("O1", "confirmed");
        other.teller().round();
        other.teller().round();
        assertThat(other.told()).isEmpty();
    }

    @Test
    void whoeverFallsDownInTheMiddleReadsTheSameAgainAndLosesNothing() {
        portal.status("O1", "confirmed");
        portal.post.falls = true;
        assertThatThrownBy(teller::round).isInstanceOf(IllegalStateException.class);
        portal.post.falls = false;
        portal.teller().round();
        assertThat(portal.post.written).hasSize(1);

        // As if the mail had gone out and the place in the feed had not been written down.
        portal.write(new Change.Update(NotificationTables.PLACE, NotificationTables.HERE, Map.of("sequence", 0L)));
        portal.teller().round();
        assertThat(portal.post.written).hasSize(1);
        assertThat(portal.told()).hasSize(1);
    }

    @Test
    void aMailThatTheStoreDoesNotTakeKeepsNobodyElseFromBeingTold() {
        portal.post.refused.add("jane@northwind.example");
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wish(MailWish.DAILY, true)));
        portal.order("O3", Portal.JANE);
        portal.status("O3", "confirmed");
        teller.round();
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wish(MailWish.NOW, true)));
        portal.status("O1", "confirmed");
        portal.status("O2", "confirmed");
        teller.round();
        portal.clock.pass(Duration.ofHours(23));
        teller.round();

        assertThat(portal.told()).as("Jane in the portal").extracting(row -> row.text("row").orElseThrow()).containsExactlyInAnyOrder("O1", "O2", "O3");
        assertThat(portal.told()).allMatch(row -> row.value("due").isEmpty());
        assertThat(portal.tables.query(Portal.SELLER, Query.of("letter")).rows()).as("Ana by mail").hasSize(1);
    }

    @Test
    void ofALongValueTheBeginningIsTold() {
        portal.sites.swap(Portal.source().document("notifications/remarked.yml",
                "{event: remarked, table: salesorder, changes: [remark], contact: contact, account: account, title: Remarked, text: \"{remark}\", link: /orders}"));
        portal.write(new Change.Update("salesorder", "O1", Map.of("remark", "😀".repeat(2_000))));
        teller.round();
        assertThat(portal.post.written.getFirst().paragraphs().getFirst()).hasSizeLessThan(1_100).endsWith("😀…");
    }

    @Test
    void whoMayNotComeInOrMayNotReadTheRowIsNotTold() {
        portal.lockedOut.add("jane");
        portal.write(new Change.Update("salesorder", "O2", Map.of("account", "alfki", "status", "confirmed")));
        portal.status("O1", "confirmed");
        teller.round();
        assertThat(portal.told()).as("Jane is locked out, Ana does not act for that account").isEmpty();
        assertThat(portal.post.written).isEmpty();
    }

    @Test
    void whoWantsItOnceADayGetsOneMailInTheMorningOfWhatTheyMayStillRead() {
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wish(MailWish.DAILY, true)));
        for (var number : List.of("O3", "O4", "O5")) {
            portal.order(number, Portal.JANE);
            portal.status(number, "confirmed");
        }
        teller.round();
        assertThat(portal.post.written).isEmpty();
        portal.write(new Change.Update("salesorder", "O5", Map.of("contact", "ana")));

        portal.clock.pass(Duration.ofHours(23));
        teller.round();
        teller.round();
        assertThat(portal.post.written).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("News for you: 2");
            assertThat(mail.paragraphs()).containsExactly("Order O3 is confirmed. Note: –", "Order O4 is confirmed. Note: –");
        });
        assertThat(portal.told()).allMatch(row -> row.value("due").isEmpty());
    }

    @Test
    void whoWantsNothingGetsNothing() {
        new Wishes(portal.tables).set(Portal.JANE, Map.of("confirmed", new Wish(MailWish.NEVER, false)));
        portal.status("O1", "confirmed");
        teller.round();
        assertThat(portal.told()).isEmpty();
        assertThat(portal.post.written).isEmpty();
    }

    @Test
    void aFloodBecomesTenMailsAndOneOfMany() {
        for (var number = 10; number < 60; number++) {
            portal.order("O" + number, Portal.JANE);
            portal.status("O" + number, "confirmed");
        }
        teller.round();
        assertThat(portal.post.written).hasSize(Mails.MOST_AN_HOUR);
        assertThat(teller.check().message()).startsWith("40 notifications wait");

        portal.clock.pass(Duration.ofHours(1));
        teller.round();
        assertThat(portal.post.written).hasSize(Mails.MOST_AN_HOUR + 1);
        assertThat(portal.post.written.getLast().subject()).isEqualTo("News for you: 40");
        assertThat(portal.post.written.getLast().paragraphs()).hasSize(31).endsWith("And 10 more, in the portal.");
        assertThat(teller.check().message()).isEqualTo("Everybody is told.");
    }

    @Test
    void whoHasNoAddressIsToldInThePortal() {
        portal.write(new Change.Update("contact", "jane", Collections.singletonMap("email", null)));
        portal.status("O1", "confirmed");
        teller.round();
        assertThat(portal.told()).singleElement().satisfies(row -> assertThat(row.text("contact")).isEqualTo(Optional.of("jane")));
        assertThat(portal.post.written).isEmpty();
    }

    @Test
    void whatIsOldIsSweptAway() {
        portal.status("O1", "confirmed");
        teller.round();
        portal.clock.pass(Duration.ofDays(91));
        teller.round();
        assertThat(portal.told()).isEmpty();
    }
}
