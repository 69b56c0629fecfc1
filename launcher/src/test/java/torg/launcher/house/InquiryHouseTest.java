package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a form asks for by what was chosen in it, and buttons that write, with the rights that ship. */
class InquiryHouseTest {
    private static final Pattern FIRST_DRAFT = Pattern.compile("draft=([0-9a-f]{32})");
    private final Portal portal = Portal.shared();
    private final Visitor jane = portal.signIn("jane@alfki.example");
    private final Visitor admin = portal.signIn("admin@northwind.example");

    @Test
    void aCustomerAsksAndTheOrderDeskAnswers() {
        var number = ask("{\"kind\":\"missing\",\"salesorder\":\"10643\",\"pieces\":2,\"text\":\"One box is not here.\"}");
        var page = admin.get("/inquiries/" + number).body();
        var button = value(page, "form.inquiry-answered " + number);
        assertThat(jane.submit("/inquiries/" + number, Map.of("_component", component(page), "_do", button)).statusCode()).as("is not for customers").isEqualTo(403);
        assertThat(state(number)).isEqualTo("open");

        assertThat(admin.submit("/inquiries/" + number, Map.of("_component", component(page), "_do", button)).statusCode()).isEqualTo(303);
        assertThat(state(number)).isEqualTo("answered");
        assertThat(admin.submit("/inquiries/" + number, Map.of("_component", component(page), "_do", button)).statusCode()).as("twice").isEqualTo(303);
        assertThat(jane.get("/inquiries/" + number).body()).as("what is answered stays").doesNotContain("value=\"delete ");
    }

    @Test
    void whatIsNotAskedForIsRefusedAndSoIsAnotherCustomersOrder() {
        assertThat(jane.post("/api/forms/inquiry", "{\"kind\":\"question\",\"pieces\":2,\"text\":\"When?\"}").body()).contains("not-asked");
        assertThat(jane.post("/api/forms/inquiry", "{\"kind\":\"missing\",\"text\":\"Where?\"}").body()).contains("\"salesorder\"").contains("\"pieces\"");
        assertThat(jane.post("/api/forms/inquiry", "{\"kind\":\"missing\",\"salesorder\":\"10308\",\"pieces\":2,\"text\":\"Where?\"}").body()).contains("not-offered");
    }

    @Test
    void whoAskedTakesItBackAfterAQuestionAndNobodyElseDoes() {
        var number = ask("{\"kind\":\"question\",\"text\":\"When do you open?\"}");
        var page = jane.get("/inquiries/" + number).body();
        var fields = Map.of("_component", component(page), "_do", value(page, "delete " + number));
        var ana = portal.signIn("ana.trujillo@anatr.example");
        assertThat(ana.submit("/inquiries/" + number, fields).statusCode()).isEqualTo(404);
        var maria = portal.signIn("maria.anders@alfki.example");
        assertThat(maria.submit("/inquiries/" + number, with(fields, "_confirmed", "1")).statusCode()).as("sees it, but did not ask").isEqualTo(409);

        assertThat(jane.submit("/inquiries/" + number, fields).body()).contains("Do you want to withdraw this inquiry?");
        assertThat(jane.submit("/inquiries/" + number, with(fields, "_confirmed", "1")).headers().firstValue("location")).contains("/inquiries");
        assertThat(jane.get("/inquiries/" + number).statusCode()).isEqualTo(404);
    }

    @Test
    void bothSidesWriteNotesAndTheStateFollows() {
        var number = ask("{\"kind\":\"question\",\"text\":\"Do you deliver on Saturdays?\"}");
        var path = "/inquiries/" + number;
        assertThat(note(admin, path, "They pay late.", Map.of("internal", "yes"))).isEqualTo(303);
        assertThat(state(number)).as("what is among us moves nothing").isEqualTo("open");
        assertThat(note(admin, path, "Yes, we do.", Map.of())).isEqualTo(303);
        assertThat(state(number)).isEqualTo("answered");
        assertThat(jane.get(path).body()).contains("Yes, we do.").doesNotContain("They pay late.", "Only for us");
        assertThat(jane.get("/api/tables/inquirynote").body()).doesNotContain("They pay late.");
        assertThat(note(jane, path, "Also at noon?", Map.of("internal", "yes"))).isEqualTo(303);
        assertThat(state(number)).isEqualTo("open");
        assertThat(admin.get(path).body()).contains("Also at noon?", "They pay late.");

        var maria = portal.signIn("maria.anders@alfki.example");
        assertThat(maria.get(path).body()).as("sees what her company asked").contains("Yes, we do.");
        var ana = portal.signIn("ana.trujillo@anatr.example");
        assertThat(note(ana, path, "Mine!", Map.of())).isEqualTo(404);
        assertThat(ana.post("/api/forms/inquiry-note", "{\"inquiry\":\"" + number + "\",\"text\":\"Mine!\"}").statusCode()).isEqualTo(422);
        assertThat(jane.post("/api/forms/inquiry-note", "{\"inquiry\":\"" + number + "\",\"text\":\"As JSON.\"}").statusCode()).isEqualTo(201);
        assertThat(jane.get(path).body()).contains("As JSON.").doesNotContain("Mine!");
    }

    private static int note(Visitor visitor, String path, String text, Map<String, String> more) {
        var fields = new HashMap<>(more);
        fields.put("_component", "c2");
        fields.put("text", text);
        return visitor.submit(path, fields).statusCode();
    }

    @Test
    void anOrderIsPlacedAgainWithItsItemsAtTodaysPrices() {
        var before = Visitor.json(jane.order(UUID.randomUUID().toString(), "11", "72")).get("ordernumber").asText();
        var page = jane.get("/orders/" + before).body();
        var again = jane.submit("/orders/" + before, Map.of("_component", component(page), "_do", value(page, "copy.order " + before)));
        var draft = FIRST_DRAFT.matcher(again.headers().firstValue("location").orElse(""));
        assertThat(draft.find()).isTrue();
        assertThat(jane.get("/orders/new?draft=" + draft.group(1) + "&step=2").body()).contains("Queso Cabrales").contains("Mozzarella di Giovanni");
        assertThat(portal.signIn("sam@alfki.example").get("/orders/new?draft=" + draft.group(1) + "&step=2").body()).as("a draft is its owner's").doesNotContain("Queso Cabrales");
    }

    private String ask(String json) {
        var made = jane.post("/api/forms/inquiry", json);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Visitor.json(made).get("number").asText();
    }

    private String state(String number) {
        return admin.rows("inquiry").stream().filter(inquiry -> inquiry.get("number").asText().equals(number)).findFirst().orElseThrow().get("state").asText();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    /** What the button posts that begins so. */
    private static String value(String page, String beginning) {
        var button = Pattern.compile("name=\"_do\" value=\"(" + Pattern.quote(beginning) + " \\d+)\"").matcher(page);
        assertThat(button.find()).as("a button for " + beginning).isTrue();
        return button.group(1);
    }

    private static String component(String page) {
        var component = Pattern.compile("id=\"([^\"]+)-do\"").matcher(page);
        assertThat(component.find()).isTrue();
        return component.group(1);
    }
}
