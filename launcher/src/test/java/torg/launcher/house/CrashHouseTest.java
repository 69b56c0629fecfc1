package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** The power cord: portal and ERP are killed between submit and delivery, either while the other goes on and both; afterwards every accepted order is in the ERP, once. */
@OwnPortal
class CrashHouseTest {
    private static final int ROUNDS = Boolean.getBoolean("torg.full") ? 200 : 10;

    /**
     * In seconds: a change that was on its way when portal or ERP was killed is only asked for meanwhile, and an order whose head had arrived stands in the ERP without its lines until then.
     * The ERP of this test is done with what it was sent at once, or is dead.
     */
    private static final int LEASE = 20;
    private static final Duration WORST = Duration.ofMinutes(5);

    @TempDir
    Path data;

    private final int port = freePort();
    private final int erpPort = port + 1;
    private final List<String> accepted = new ArrayList<>();

    @Test
    void nothingIsLostAndNothingIsDoubled() throws Exception {
        Files.writeString(Files.createDirectories(data.resolve("settings")).resolve("torg.sync.properties"), "lease=" + LEASE + "\n");
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            try (var portal = portal()) {
                var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
                var these = new ArrayList<String>();
                for (var i = 0; i < 3; i++) these.add(Visitor.json(jane.order(UUID.randomUUID().toString(), "11", "72")).get("ordernumber").asText());
                accepted.addAll(these);
                Thread.sleep(random.nextInt(120));
                switch (round % 3) {
                    case 0 -> portal.kill(); // the ERP goes on, and the next portal finds it
                    case 1 -> {
                        kill(erp());
                        deliverTo(RunningPortal.erp(erpPort, data.resolve("erp")), portal, these, seed);
                    }
                    default -> {
                        kill(erp());
                        portal.kill();
                    }
                }
            }
        }
        try (var portal = portal()) {
            var erp = Visitor.anonymous(portal.erp());
            awaitDelivery(erp, accepted, seed);
            assertThat(portal.output()).as("what was read once is not read for the first time again").doesNotContain("initial sync done");
            assertThat(accepted).doesNotHaveDuplicates().allSatisfy(number -> {
                var there = inErp(erp, number);
                assertThat(there).as("order %s, seed %d", number, seed).hasSize(1);
                assertThat(lines(erp, there.getFirst())).as("lines of order %s, seed %d", number, seed).isEqualTo(2);
            });
        }
    }

    /** On the same ports each time, so that an ERP left over by a killed portal is the next one's. */
    private RunningPortal portal() throws IOException {
        return RunningPortal.start(data, "--port", String.valueOf(port), "--erp-port", String.valueOf(erpPort));
    }

    /** The portal whose ERP was killed goes on by itself once there is one again; orders that are leased to a portal killed before wait for the end of the rounds. */
    private void deliverTo(Process back, RunningPortal portal, List<String> numbers, long seed) throws InterruptedException {
        try {
            awaitDelivery(Visitor.anonymous(portal.erp()), numbers, seed);
        } finally {
            back.destroy();
            back.waitFor();
        }
    }

    private void awaitDelivery(Visitor erp, List<String> numbers, long seed) {
        for (var number : numbers) Eventually.holds("order " + number + " is in the ERP as a whole (seed " + seed + ")", WORST, () -> isWhole(erp, number));
    }

    /** The ERP this portal started or took over, by the note about it. */
    private ProcessHandle erp() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("erp.process")).getFirst())).orElseThrow();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** One that is free, as is the next; below those that the system gives to whoever connects while nobody listens here. */
    private static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (var _ = listen(port); var _ = listen(port + 1)) {
                return port;
            } catch (IOException e) {
                // taken
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static boolean isWhole(Visitor erp, String number) {
        try {
            var there = inErp(erp, number);
            return !there.isEmpty() && lines(erp, there.getFirst()) > 0;
        } catch (UncheckedIOException _) {
            return false; // it is just starting
        }
    }

    private static List<String> inErp(Visitor erp, String number) {
        return Visitor.json(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=" + Visitor.encoded("CustomersOrderReference eq '" + number + "'"))).get("value").findValuesAsText("SalesOrderNumber");
    }

    private static int lines(Visitor erp, String number) {
        return Visitor.json(erp.get("/data/CDSSalesOrderLinesV2?cross-company=true&$filter=" + Visitor.encoded("SalesOrderNumber eq '" + number + "'"))).get("value").size();
    }
}
