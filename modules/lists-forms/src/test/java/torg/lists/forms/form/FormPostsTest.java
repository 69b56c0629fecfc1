package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormPosts;

class FormPostsTest {
    private final Portal portal = new Portal();
    private final FormPosts forms = new FormPosts(portal.tables(), Portal.CLOCK);

    @Test
    void placesAnOrderAndAnswersItWithItsLines() {
        var answer = post(Portal.MARIA, "k1", order("1", 3));

        assertThat(answer.made()).isTrue();
        assertThat(answer.row()).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("ordernumber", "W000032").containsEntry("name", "Web order W000032").containsEntry("account", "ALFKI")
                .containsEntry("status", "received")
                .containsEntry("requestedreceiptdate", LocalDate.parse("2027-01-15")).containsEntry("deliveryaddress", "ALFKI-1")
                .containsEntry("total", new BigDecimal("54.00"));
        assertThat(answer.row().get("lines")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("linenumber", 1L).containsEntry("product", "1").containsEntry("unit", "box")
                .containsEntry("quantity", new BigDecimal("3.000"));
    }

    @Test
    void takesOptionalValues() {
        var body = order("11", new BigDecimal("2.5"));
        body.put("requisitionnumber", "PO-1");
        body.put("deliveryaddress", "ALFKI-2");
        body.put("lines", List.of(Map.of("product", "11", "quantity", new BigDecimal("2.5"), "unit", "kg"), Map.of("product", "11", "quantity", 1)));

        assertThat(post(Portal.JANE, null, body).row()).isInstanceOfSatisfying(Map.class, made -> {
            assertThat(made.get("name")).isEqualTo("Web order PO-1");
            assertThat(made.get("deliverydescription")).isEqualTo("A warehouse");
            assertThat(made.get("contact")).isEqualTo("ALFKI-2");
        });
    }

    @Test
    void anOrderThatIsPlacedIsNotCalledAFailureWhenItCannotBeReadAfterwards() {
        var afterwards = new FormPosts(busyAfterWrites(), Portal.CLOCK);
        var answer = afterwards.take(afterwards.open(portal.post(Portal.MARIA, "/api/orders"), form("order")), order("1", 3), null, null);

        assertThat(answer.made()).isTrue();
        assertThat(answer.row()).isEqualTo(Map.of("ordernumber", "W000032"));
        assertThat(placed()).isEqualTo(1);
    }

    /** Tables whose rows cannot be read any more once something was written. */
    private Tables busyAfterWrites() {
        var written = new boolean[1];
        return (Tables) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (written[0]) throw TorgException.of(ProblemKind.BUSY, "store.away", "the database cannot be reached");
            written[0] = method.getName().equals("write");
            try {
                return method.invoke(portal.tables(), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void answersARepeatWithTheSameOrder() {
        post(Portal.MARIA, "k1", order("1", 3));
        var again = post(Portal.MARIA, "k1", order("1", new BigDecimal("3.0")));

        assertThat(again.made()).isFalse();
        assertThat((again.row()).get("ordernumber")).isEqualTo("W000032");
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void answersARepeatAlthoughTheProductIsNoLongerSold() {
        var first = post(Portal.MARIA, "k1", order("1", 3));
        portal.write(new Change.Update("product", "1", Map.of("discontinued", true)));

        assertThat(post(Portal.MARIA, "k1", order("1", 3)).row()).isEqualTo(first.row());
        assertThatThrownBy(() -> post(Portal.MARIA, "k2", order("1", 3))).isInstanceOf(TorgException.class);
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void refusesTheSameKeyWithOtherValues() {
        post(Portal.MARIA, "k1", order("1", 3));

        assertThatThrownBy(() -> post(Portal.MARIA, "k1", order("1", 4))).isInstanceOfSatisfying(TorgException.class,
                problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID));
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void textsThatLookLikeOneNumberAreTwoValues() {
        var first = order("1", 3);
        first.put("requisitionnumber", "100");
        post(Portal.MARIA, "k1", first);
        var second = order("1", 3);
        second.put("requisitionnumber", "0100");

        assertThatThrownBy(() -> post(Portal.MARIA, "k1", second)).isInstanceOf(TorgException.class);
    }

    @Test
    void keepsTheKeysOfTwoPeopleApart() {
        post(Portal.MARIA, "k1", order("1", 3));

        assertThat(post(Portal.JANE, "k1", order("1", 3)).made()).isTrue();
    }

    @Test
    void takesEveryPostWithoutAKeyAsANewOrder() {
        post(Portal.MARIA, null, order("1", 3));
        post(Portal.MARIA, null, order("1", 3));

        assertThat(placed()).isEqualTo(2);
    }

    @Test
    void namesEveryWrongValueAndWritesNothing() {
        var body = new HashMap<String, Object>();
        body.put("requestedreceiptdate", "2026-11-21");
        body.put("requisitionnumber", 7);
        body.put("deliveryaddress", "ANATR-1");
        body.put("account", "ANATR");
        body.put("lines", List.of(Map.of("product", "5", "quantity", 1), Map.of("product", "1", "quantity", "3"),
                Map.of("quantity", 1000001, "price", 1), "line",
                Map.of("product", "1", "quantity", new BigDecimal("0.5"))));

        assertThat(problems(Portal.MARIA, body)).containsExactlyInAnyOrder("requestedreceiptdate too-early", "requisitionnumber not-a-text",
                "deliveryaddress not-offered",
                "account unknown-field", "lines.0.product not-offered", "lines.1.quantity not-a-number", "lines.2.product required",
                "lines.2.quantity too-large",
                "lines.2.price unknown-field", "lines.3 not-an-object", "lines.4.quantity no-decimals");
        assertThat(placed()).isZero();
    }

    @Test
    void refusesEveryStrangeShape() {
        assertThat(problems(Portal.MARIA, Map.of())).containsExactlyInAnyOrder("requestedreceiptdate required", "lines too-few");
        assertThat(problems(Portal.MARIA, with(order("1", 1), "lines", "many"))).contains("lines not-a-list");
        assertThat(problems(Portal.MARIA, with(order("1", 1), "lines", Collections.nCopies(201, Map.of("product", "1", "quantity", 1)))))
                .contains("lines too-many");
        assertThat(problems(Portal.MARIA, with(order("1", 1), "requestedreceiptdate", "2027-02-30")))
                .containsExactly("requestedreceiptdate not-a-date");
        assertThat(problems(Portal.MARIA, with(order("1", 1), "requestedreceiptdate", true))).containsExactly("requestedreceiptdate not-a-date");
        assertThat(problems(Portal.MARIA, with(order("1", 1), "requisitionnumber", "\ud800"))).containsExactly("requisitionnumber characters");
        assertThat(problems(Portal.MARIA, order("1", new BigDecimal("1E+1000000")))).containsExactly("lines.0.quantity not-a-number");
        assertThat(problems(Portal.MARIA, order("1", BigInteger.TEN.pow(29)))).containsExactly("lines.0.quantity too-large");
        assertThat(problems(Portal.MARIA, order("1", BigDecimal.ZERO))).containsExactly("lines.0.quantity not-above");
        assertThat(placed()).isZero();
    }

    @Test
    void refusesALineWithoutAPriceBesideWhatWasGiven() {
        portal.write(new Change.Create("product", Map.of("productnumber", "90", "name", "Sample", "unit", "box", "discontinued", false)));
        var body = order("1", 1);
        body.put("lines", List.of(Map.of("product", "1", "quantity", 1, "unit", "kg"), Map.of("product", "90", "quantity", 1), Map.of("product", "1", "quantity", 1)));

        assertThat(problems(Portal.MARIA, body)).containsExactly("lines.0.unit nothing-found", "lines.1.product nothing-found");
        assertThat(placed()).isZero();
    }

    @Test
    void refusesKeysThatAreNone() {
        for (var key : List.of("", " ", "a b", "ø", "x".repeat(201))) {
            assertThatThrownBy(() -> post(Portal.MARIA, key, order("1", 1))).isInstanceOfSatisfying(TorgException.class,
                    problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED));
        }
        assertThatThrownBy(() -> post(Portal.MARIA, "k", null))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void refusesThoseWhoMayNotOrder() {
        assertThat(kind(Caller.ANONYMOUS)).isEqualTo(ProblemKind.SIGN_IN);
        assertThat(kind(Portal.MAY)).isEqualTo(ProblemKind.DENIED);
        assertThat(placed()).isZero();
    }

    @Test
    void describesWhatAFormAsks() {
        var described = forms.describe(portal.get(Portal.MARIA, "/api/orders"), form("order"));

        assertThat(described).containsEntry("form", "order").containsEntry("table", "salesorder");
        assertThat(described.get("fields")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .first(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("name", "requestedreceiptdate").containsEntry("required", true)
                .containsEntry("default", LocalDate.parse("2026-11-29"));
        assertThat(((Map<?, ?>) described.get("lines")).get("most")).isEqualTo(200);
    }

    @Test
    void changesOnlyWhatIsGivenOfTheOwnProfile() {
        forms.take(forms.open(portal.post(Portal.MARIA, "/api/forms/profile"), form("profile")), Map.of("phone", "030-1", "jobtitle", "Buyer"), null, null);
        var answer = forms.take(forms.open(portal.post(Portal.MARIA, "/api/forms/profile"), form("profile")), Map.of("phone", "030-2"), null, null);

        assertThat(answer.made()).isFalse();
        var emptied = new HashMap<String, Object>();
        emptied.put("phone", null);
        assertThat(forms.take(forms.open(portal.post(Portal.JANE, "/api/forms/profile"), form("profile")), emptied, null, null).row().get("phone")).isNull();
        assertThat(answer.row()).isInstanceOfSatisfying(Map.class, row -> assertThat(row).containsEntry("phone", "030-2")
                .containsEntry("jobtitle", "Buyer"));
        assertThatThrownBy(() -> forms.take(forms.open(portal.post(Portal.MARIA, "/api/forms/profile"), form("profile")), Map.of("account", "ANATR"), null, null))
                .isInstanceOf(TorgException.class);
    }

    @Test
    void leavesARowAloneThatIsNotAsTheSenderReadIt() {
        var first = profile(Map.of("phone", "030-1"), null);
        var tag = "\"" + first.version().getAsLong() + "\"";
        assertThat(profile(Map.of("phone", "030-2"), tag).version().getAsLong()).isGreaterThan(first.version().getAsLong());

        assertThat(refusal(Map.of("phone", "030-3"), tag)).isEqualTo(ProblemKind.STALE);
        assertThat(refusal(Map.of(), tag)).as("nothing to write").isEqualTo(ProblemKind.STALE);
        assertThat(refusal(Map.of("phone", "030-3"), "one")).isEqualTo(ProblemKind.MALFORMED);
        assertThat(profile(Map.of("jobtitle", "Buyer"), "*").row()).containsEntry("phone", "030-2");
    }

    private FormPosts.Taken profile(Map<String, Object> body, String ifMatch) {
        return forms.take(forms.open(portal.post(Portal.MARIA, "/api/forms/profile"), form("profile")), body, null, ifMatch);
    }

    private ProblemKind refusal(Map<String, Object> body, String ifMatch) {
        try {
            profile(body, ifMatch);
        } catch (TorgException e) {
            return e.kind();
        }
        throw new AssertionError("was not refused");
    }

    private FormView form(String name) {
        return portal.get(Portal.MARIA, "/").site().require(Forms.class).byName().get(name);
    }

    private FormPosts.Taken post(Caller caller, String key, Map<String, Object> body) {
        return forms.take(forms.open(portal.post(caller, "/api/orders"), form("order")), body, key, null);
    }

    private ProblemKind kind(Caller caller) {
        try {
            post(caller, null, order("1", 1));
        } catch (TorgException e) {
            return e.kind();
        }
        throw new AssertionError("was not refused");
    }

    private List<String> problems(Caller caller, Map<String, Object> body) {
        try {
            post(caller, "k", body);
        } catch (TorgException e) {
            assertThat(e.kind()).isEqualTo(ProblemKind.INVALID);
            return e.fields().stream().map((FieldProblem problem) -> problem.field() + " " + problem.code()).toList();
        }
        throw new AssertionError("was not refused");
    }

    private static Map<String, Object> order(String product, Object quantity) {
        return new HashMap<>(Map.of("requestedreceiptdate", "2027-01-15", "lines", List.of(Map.of("product", product, "quantity", quantity))));
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        body.put(name, value);
        return body;
    }

    private int placed() {
        return portal.tables().query(Caller.service("test"), Query.of("salesorder").where(new Condition.StartsWith("ordernumber", "W"))).rows()
                .size();
    }
}
