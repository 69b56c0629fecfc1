package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.lists.forms.Portal;

class SinglePageTest {
    private final Portal portal = new Portal();
    private final Browser maria = Browser.at(portal, Portal.MARIA, "profile");

    @Test
    void showsTheOwnRowAndSavesIt() {
        assertThat(maria.field("language").get("value")).isEqualTo("en");
        maria.press("save", "jobtitle", "Buyer", "phone", "030-1", "language", "nb");

        assertThat(maria.page.get("said")).isEqualTo("Your profile is saved.");
        assertThat(contact().cells()).containsEntry("jobtitle", "Buyer").containsEntry("phone", "030-1").containsEntry("language", "nb");
    }

    @Test
    void emptiesWhatWasCleared() {
        maria.press("save", "jobtitle", "Buyer", "phone", "", "language", "en").press("save", "jobtitle", "", "phone", "", "language", "en");

        assertThat(contact().value("jobtitle")).isEmpty();
    }

    @Test
    void keepsWhatWasTypedWhenAValueIsWrong() {
        maria.press("save", "jobtitle", "x".repeat(81), "phone", "030-1", "language", "en");

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("jobtitle")).isEqualTo("Enter at most 80 characters.");
        assertThat(maria.field("phone").get("value")).isEqualTo("030-1");
        assertThat(contact().value("phone")).isEmpty();
    }

    @Test
    void takesOnlyTheValuesThatAreOffered() {
        assertThat(Portal.each(maria.field("language"), "choices", "words")).startsWith("None").contains("English", "Norsk").doesNotContain("xx");
        assertThat(maria.press("save", "language", "xx").error("language")).isEqualTo("Please choose one from the list.");
    }

    @Test
    void leavesAloneWhatWasThereBeforeAndIsNotOffered() {
        portal.write(new Change.Update("contact", "ALFKI-1", Map.of("language", "eo")));
        assertThat(Portal.each(maria.open("").field("language"), "choices", "value")).startsWith("", "eo").contains("en", "nb");
        maria.press("save", "jobtitle", "Buyer", "language", "eo");

        assertThat(contact().cells()).containsEntry("jobtitle", "Buyer").containsEntry("language", "eo");
    }

    @Test
    void tellsOfAChangeSomebodyElseMadeMeanwhile() {
        portal.write(new Change.Update("contact", "ALFKI-1", Map.of("phone", "other")));
        maria.press("save", "jobtitle", "Buyer", "phone", "mine", "language", "en");
        assertThat(maria.status).isEqualTo(409);
        assertThat(maria.summary()).singleElement().asString().startsWith("Somebody else changed this while you were working.");

        maria.press("save", "jobtitle", "Buyer", "phone", "mine", "language", "en");
        assertThat(contact().text("phone")).contains("mine");
    }

    @Test
    void tellsBesideTheFieldThatItsValueIsTaken() {
        portal.edit("tables/contact.yml", portal.text("tables/contact.yml").replace("phone: {type: text", "phone: {unique: true, type: text"));
        portal.write(new Change.Update("contact", "ALFKI-2", Map.of("phone", "030-2")));
        maria.press("save", "jobtitle", "Buyer", "phone", "030-2", "language", "en");

        assertThat(maria.status).isEqualTo(409);
        assertThat(maria.error("phone")).isEqualTo("This is taken already. Enter something else.");
        assertThat(maria.summary()).singleElement().asString().startsWith("Phone: ");
        assertThat(maria.field("jobtitle").get("value")).isEqualTo("Buyer");
    }

    @Test
    void leavesOutFieldsTheCallerMayNotChange() {
        portal.edit("forms/profile.yml", "{form: profile, table: contact, row: me, fields: [fullname, phone]}");

        assertThat(maria.open("").shown()).containsExactly("phone");
        maria.press("save", "fullname", "Somebody Else", "phone", "1");
        assertThat(contact().text("fullname")).contains("Maria Anders");
    }

    @Test
    void makesOneRowOfADoubleClick() {
        portal.edit("forms/note.yml", """
                form: note
                table: salesorder
                fields: [requisitionnumber]
                set: {account: "{me.account}", contact: "{me}", company: "{me.company}", currency: "{me.currency}", deliverycountry: "{me.country}"}
                then: /orders/{ordernumber}
                """);
        var page = Browser.at(portal, Portal.MARIA, "note");
        var first = page.press("save", "requisitionnumber", "a").address;
        var second = page.press("save", "requisitionnumber", "a").address;
        var other = page.press("save", "requisitionnumber", "b").address;

        assertThat(second).isEqualTo(first).isEqualTo("/orders/W000032");
        assertThat(other).isEqualTo("/orders/W000033");
    }

    @Test
    void isClosedToThoseWhoAreNotSignedIn() {
        assertThat(Browser.at(portal, Caller.ANONYMOUS, "profile").press("save").status).isEqualTo(401);
    }

    private Row contact() {
        return portal.tables().find(Caller.service("test"), "contact", "ALFKI-1").orElseThrow();
    }
}
