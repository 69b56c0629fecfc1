package torg.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.web.house.House;
import torg.web.reply.Answer;

/** What {@code /health} says of modules. */
class OperationsTest {
    @Test
    void thoseThatDoNotRunAreNamedWithTheirReasonsAndNoOthers() {
        var stopped = new ModuleState.Stopped(Optional.of(Instant.parse("2027-01-15T08:00:00Z")), "Ann");
        var told = health(new ModuleState("acme.up", "1.0", "up.jar", true, List.of(), List.of()),
                new ModuleState("acme.down", "1.0", "down.jar", false, List.of("it waits"), List.of()),
                new ModuleState("acme.still", "1.0", "still.jar", false, List.of(stopped.toString()), List.of(), List.of(), Optional.of(stopped), ModuleState.Origin.SHIPPED, Optional.empty()));
        assertThat(told).contains("down.jar", "it waits", "still.jar", "stopped by Ann").doesNotContain("up.jar");
    }

    private static String health(ModuleState... modules) {
        var house = House.of(List.of(new HouseHealth() {
            @Override
            public Map<String, Status> checks() {
                return Map.of();
            }

            @Override
            public List<ModuleState> modules() {
                return List.of(modules);
            }

            @Override
            public String prometheus() {
                return "";
            }
        }));
        return new String(((Answer.Fresh) new Operations().health(house, true)).reply().body(), StandardCharsets.UTF_8);
    }
}
