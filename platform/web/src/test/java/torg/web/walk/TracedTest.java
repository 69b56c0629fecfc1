package torg.web.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.file.Bytes;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.TorgException;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.testkit.MemoryAudit;
import torg.web.SmallSite;
import torg.web.door.Inbound;
import torg.web.door.Peer;
import torg.web.door.Proof;
import torg.web.house.House;
import torg.web.reply.Answer;

/** Who takes a file away is told, in whole or in part, and who is turned away. */
class TracedTest {
    private static final Caller JANE = Caller.contact("ALFKI-2", "Jane", List.of("ALFKI"), Set.of());
    private static final Map<String, String> FILE = Map.of("Content-Disposition", "attachment; filename=\"orders.csv\"");
    private final MemoryAudit log = new MemoryAudit();

    @Test
    void aFileThatIsSentIsToldAndSoIsAPartOfIt() {
        answer("GET", "/orders", new Reply(200, FILE, new byte[1]));
        answer("GET", "/orders", new Reply(206, FILE, new byte[1]));

        assertThat(acts()).containsExactly(Act.done("download").about("ALFKI-2").with("/orders"), Act.done("download").about("ALFKI-2").with("/orders"));
    }

    @Test
    void whoOnlyLooksHasTakenNothing() {
        answer("HEAD", "/orders", new Reply(200, FILE, new byte[0]));
        answer("GET", "/orders", new Reply(304, FILE, new byte[0]));
        answer("GET", "/orders", new Reply(200, Map.of(), new byte[1]));

        assertThat(acts()).isEmpty();
    }

    @Test
    void whoIsTurnedAwayIsToldWithAnAddressOfBoundedLength() {
        answer("GET", "/" + "x".repeat(5_000), new Reply(403, Map.of(), new byte[0]));

        assertThat(acts()).containsExactly(Act.refused("request").with("GET /" + "x".repeat(195)));
    }

    @Test
    void whateverIsAskedForInSomebodysPlaceIsToldBeforeItIsAnsweredOrNotAnswered() {
        var nancyAsJane = JANE.by(new Deputy("NWND-1", "Nancy", Instant.MAX));
        answer(nancyAsJane, "GET", "/orders/7", new Reply(404, Map.of(), new byte[0]));

        assertThat(acts()).containsExactly(Act.done("on-behalf-asked").with("GET /orders/7"));
        assertThat(log.after(0, 1).getFirst()).satisfies(entry -> assertThat(List.of(entry.caller(), entry.deputy())).containsExactly("contact:ALFKI-2", "NWND-1"));
        log.away(true);
        assertThatThrownBy(() -> answer(nancyAsJane, "GET", "/orders/7", null)).isInstanceOf(TorgException.class);
    }

    @Test
    void ofPagesThatWaitNotEachIsToldAndWhateverElseSaysThatItWaitsIs() {
        var nancyAsJane = JANE.by(new Deputy("NWND-1", "Nancy", Instant.MAX));
        var waits = Map.of("prefer", "wait=50", "if-none-match", "\"7\"");
        var same = new Answer.Followed(new Reply(200, Map.of(), new byte[0]), "\"7\"", Set.of("order"), "ALFKI-2");
        var other = new Answer.Followed(same.reply(), "\"8\"", same.tables(), same.who());

        log.away(true);
        assertThat(answer(nancyAsJane, "GET", "/orders/7", waits, () -> same)).as("counted").isEqualTo(same);
        for (var method : List.of("POST", "DELETE", "HEAD")) {
            assertThatThrownBy(() -> answer(nancyAsJane, method, "/orders/7", waits, () -> fail("answered"))).as(method).isInstanceOf(TorgException.class);
        }
        assertThatThrownBy(() -> answer(nancyAsJane, "GET", "/api/tables/order", waits, () -> fail("answered"))).isInstanceOf(TorgException.class);
        assertThatThrownBy(() -> answer(nancyAsJane, "GET", "/orders/7", waits, () -> other)).as("a page that it does not have").isInstanceOf(TorgException.class);
        assertThatThrownBy(() -> answer(nancyAsJane, "GET", "/orders/7", Map.of("prefer", "wait=50"), () -> same)).as("it says of none that it has it").isInstanceOf(TorgException.class);
    }

    @Test
    void withoutALogNobodyActsInSomebodysPlaceAndIsToldWhatToDo() {
        var nancyAsJane = JANE.by(new Deputy("NWND-1", "Nancy", Instant.MAX));
        assertThatThrownBy(() -> answer(House.of(List.of()), nancyAsJane, "GET", "/orders/7", Map.of(), () -> fail("answered"))).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.code()).isEqualTo("web.no-audit");
            assertThat(e.help()).isEqualTo("try again in a moment");
        });
    }

    private List<Act> acts() {
        return log.after(0, 10).stream().map(entry -> entry.act()).toList();
    }

    private void answer(String method, String path, Reply reply) {
        answer(JANE, method, path, reply);
    }

    private void answer(Caller caller, String method, String path, Reply reply) {
        answer(House.of(List.of(log)), caller, method, path, Map.of(), () -> new Answer.Fresh(reply));
    }

    private Answer answer(Caller caller, String method, String path, Map<String, String> headers, Supplier<Answer> work) {
        return answer(House.of(List.of(log)), caller, method, path, headers, work);
    }

    private static Answer answer(House house, Caller caller, String method, String path, Map<String, String> headers, Supplier<Answer> work) {
        var in = new Inbound("r-1", method, path, path, Map.of(), Map.of(), Map.of(), headers,
                new Proof(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty()), Bytes.of(new byte[0]),
                new Peer("192.0.2.7", false, true));
        var request = new Request(in.id(), method, path, Locale.ENGLISH, Map.of(), Map.of(), Map.of(), caller, Optional.empty(), "192.0.2.7", SmallSite.version(1, ""));
        return Traced.told(in, request, house, work);
    }
}
