package torg.web.house;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.spi.web.RestResource;

class HouseTest {
    @Path("erp/wake")
    private record Wake(Set<String> openPaths) implements RestResource {}

    @Path("/roles/{key}")
    private record Roles() implements RestResource {}

    @Path("roles")
    private record OtherRoles(Set<String> openPaths) implements RestResource {}

    @Path("{any:.*}")
    private record Anything(Set<String> openPaths) implements RestResource {}

    @Test
    void aResourceOpensItsOwnPaths() {
        var house = house(new Wake(Set.of("erp/wake", "erp/wake/now")), new Roles());
        assertThat(house.takesOpenly("erp/wake")).isTrue();
        assertThat(house.takesOpenly("erp/wake/now")).isTrue();
        assertThat(house.takesOpenly("erp/wake/later")).isFalse();
    }

    @Test
    void nobodyOpensThePathsOfOthers() {
        var wanted = Set.of("erp", "erp/wakeful", "roles/1", "roles", "session");
        for (var other : List.of(new Wake(wanted), new Anything(wanted), new OtherRoles(wanted))) {
            var house = house(other, new Roles());
            for (var path : wanted) assertThat(house.takesOpenly(path)).as("%s by %s", path, other).isFalse();
        }
    }

    private static House house(Object... services) {
        return House.of(List.of(services));
    }
}
