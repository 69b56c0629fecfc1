package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.RunningPortal;

/** The power cord: portal and ERP are killed between submit and delivery, either and both; afterwards every accepted order is in the ERP, once. */
class CrashHouseTest {
    private static final int ROUNDS = Boolean.getBoolean("torg.full") ? 200 : 10;

    /**
     * A change that was on its way when the portal was killed is leased to a dead process for a minute and a half before another takes it: an order whose head had
     * arrived stands in the ERP without its lines until then.
     */
    private static final Duration WORST = Duration.ofSeconds(150);

    @TempDir
    Path data;

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var accepted = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            try (var portal = RunningPortal.start(data)) {
                var erp = portal.process().children().findFirst().orElseThrow();
                var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
                for (var i = 0; i < 3; i++) accepted.add(Visitor.json(jane.order(UUID.randomUUID().toString(), "11", "72")).get("ordernumber").asText());
                Thread.sleep(random.nextInt(120));
                switch (round % 3) {
                    case 0 -> portal.kill();
                    case 1 -> erp.destroyForcibly();
                    default -> {
                        erp.destroyForcibly();
                        portal.kill();
                    }
                }
                erp.destroyForcibly();
                erp.onExit().join();
            }
        }
        try (var portal = RunningPortal.start(data)) {
            var erp = Visitor.anonymous(portal.erp());
            for (var number : accepted) {
                Eventually.holds("order " + number + " is in the ERP as a whole (seed " + seed + ")", WORST, () -> isWhole(erp, number));
            }
            assertThat(accepted).doesNotHaveDuplicates().allSatisfy(number -> {
                var there = inErp(erp, number);
                assertThat(there).as("order %s, seed %d", number, seed).hasSize(1);
                assertThat(lines(erp, there.getFirst())).as("lines of order %s, seed %d", number, seed).isEqualTo(2);
            });
        }
    }

    private static boolean isWhole(Visitor erp, String number) {
        var there = inErp(erp, number);
        return !there.isEmpty() && lines(erp, there.getFirst()) > 0;
    }

    private static List<String> inErp(Visitor erp, String number) {
        return Visitor.json(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=" + Visitor.encoded("CustomersOrderReference eq '" + number + "'"))).get("value").findValuesAsText("SalesOrderNumber");
    }

    private static int lines(Visitor erp, String number) {
        return Visitor.json(erp.get("/data/CDSSalesOrderLinesV2?cross-company=true&$filter=" + Visitor.encoded("SalesOrderNumber eq '" + number + "'"))).get("value").size();
    }
}
