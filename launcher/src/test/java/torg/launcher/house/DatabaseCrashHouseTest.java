package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/**
 * The database is killed while orders are placed. Whoever got no answer sends the same again, as a browser or a program does; afterwards each order is in the portal once, and in the ERP
 * once and whole. The portal is not started again meanwhile: it goes on by itself.
 */
@OwnPortal
class DatabaseCrashHouseTest {
    private static final int ROUNDS = Integer.getInteger("torg.database.kills", Boolean.getBoolean("torg.full") ? 100 : 3);
    private static final int ORDERS = 4;
    private static final Duration WORST = Duration.ofMinutes(5);

    @TempDir
    Path data;

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        var seed = Long.getLong("torg.seed", System.nanoTime());
        var random = new Random(seed);
        try (var database = OwnPostgres.start()) {
            var settings = Files.createDirectories(data.resolve("settings"));
            Files.writeString(settings.resolve("torg.store.properties"), database.settings());
            try (var portal = RunningPortal.start(data)) {
                var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
                var before = jane.rows("salesorder").size();
                var accepted = new ArrayList<String>();
                for (var round = 0; round < ROUNDS; round++) {
                    var killed = killedIn(random.nextInt(400), database);
                    for (var i = 0; i < ORDERS; i++) accepted.add(accepted(jane, seed));
                    killed.join();
                    Eventually.soon("ready again (seed " + seed + ")", () -> Visitor.anonymous(portal.address()).get("/health").statusCode() == 200);
                }
                var orders = jane.rows("salesorder").stream().map(row -> row.get("ordernumber").asText()).toList();
                assertThat(orders).as("orders here, seed %d", seed).hasSize(before + ROUNDS * ORDERS).doesNotHaveDuplicates().containsAll(accepted);
                var erp = new OrdersOfErp(Visitor.anonymous(portal.erp()));
                for (var number : accepted) Eventually.holds("order " + number + " is in the ERP as a whole (seed " + seed + ")", WORST, () -> erp.isWhole(number));
                assertThat(accepted).doesNotHaveDuplicates().allSatisfy(number -> assertThat(erp.numbers(number)).as("order %s, seed %d", number, seed).hasSize(1));
            }
        }
    }

    private static CompletableFuture<Void> killedIn(int millis, OwnPostgres database) {
        return CompletableFuture.runAsync(() -> {
            try {
                Thread.sleep(millis);
                database.killAndBringBack();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Sent under the same name until there is an answer; the number that it gives. */
    private static String accepted(Visitor who, long seed) {
        var name = UUID.randomUUID().toString();
        var answers = new ArrayList<String>();
        Eventually.holds("an order is accepted (seed " + seed + ")", WORST, () -> order(who, name, answers));
        return answers.getLast();
    }

    private static boolean order(Visitor who, String name, List<String> answers) {
        var answer = who.order(name, "11", "72");
        var number = answer.statusCode() / 100 == 2 ? Optional.ofNullable(Visitor.json(answer).get("ordernumber")).map(JsonNode::asText) : Optional.<String>empty();
        // While the database is away nobody can say who asks, or what may be done: that is no refusal of the order.
        assertThat(answer.statusCode()).as("a customer is told of an outage, and of nothing wrong with the order: %s", answer.body()).isNotIn(400, 409, 422);
        number.ifPresent(answers::add);
        return number.isPresent();
    }
}
