package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** The power cord: portal and ERP are killed between submit and delivery, either while the other goes on, and both; afterwards every accepted order is in the ERP, once. */
@OwnPortal
class CrashHouseTest {
    private static final int ROUNDS = Boolean.getBoolean("torg.full") ? 200 : 10;
    /** Of the rounds, those in which the portal goes on: the others start it anew, which is most of the time of this test. */
    private static final int KILLS_OF_ERP = ROUNDS * 4 / 10;

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
        var seed = Long.getLong("torg.seed", System.nanoTime());
        var random = new Random(seed);
        try (var portal = portal()) {
            theErpIsKilled(portal, random, seed);
        }
        for (var round = KILLS_OF_ERP; round < ROUNDS; round++) {
            try (var portal = portal()) {
                place(portal, random);
                if (round % 2 == 0) kill(erp()); // else the ERP goes on, and the next portal finds it
                portal.kill();
            }
        }
        try (var portal = portal()) {
            var erp = new OrdersOfErp(Visitor.anonymous(portal.erp()));
            awaitDelivery(erp, seed);
            assertThat(portal.output()).as("what was read once is not read for the first time again").doesNotContain("initial sync done");
            assertThat(accepted).doesNotHaveDuplicates().allSatisfy(number -> {
                var there = erp.numbers(number);
                assertThat(there).as("order %s, seed %d", number, seed).hasSize(1);
                assertThat(erp.lines(there.getFirst())).as("lines of order %s, seed %d", number, seed).isEqualTo(2);
            });
        }
    }

    /** On the same ports each time, so that an ERP left over by a killed portal is the next one's. */
    private RunningPortal portal() throws IOException {
        return RunningPortal.start(data, "--port", String.valueOf(port), "--erp-port", String.valueOf(erpPort));
    }

    /** Again and again. The portal goes on by itself each time there is one again; what an ERP had not answered is waited for once, behind all rounds. */
    private void theErpIsKilled(RunningPortal portal, Random random, long seed) throws Exception {
        var killed = erp();
        var back = Optional.<Process>empty();
        try {
            var erp = new OrdersOfErp(Visitor.anonymous(portal.erp()));
            for (var round = 0; round < KILLS_OF_ERP; round++) {
                place(portal, random);
                kill(killed);
                back = Optional.of(RunningPortal.erp(erpPort, data.resolve("erp")));
                killed = back.get().toHandle();
                Eventually.holds("the ERP is back", WORST, erp::answers);
            }
            awaitDelivery(erp, seed);
        } finally {
            if (back.isPresent()) kill(back.get().toHandle());
        }
    }

    private void place(RunningPortal portal, Random random) throws InterruptedException {
        var jane = Visitor.signIn(portal.address(), "jane@alfki.example");
        for (var i = 0; i < 3; i++) accepted.add(Visitor.json(jane.order(UUID.randomUUID().toString(), "11", "72")).get("ordernumber").asText());
        Thread.sleep(random.nextInt(120));
    }

    private void awaitDelivery(OrdersOfErp erp, long seed) {
        for (var number : accepted) Eventually.holds("order " + number + " is in the ERP as a whole (seed " + seed + ")", WORST, () -> erp.isWhole(number));
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
}
