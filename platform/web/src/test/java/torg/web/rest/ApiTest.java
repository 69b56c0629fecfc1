package torg.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.problem.TorgException;
import torg.web.house.House;
import torg.web.page.ComponentWatch;
import torg.web.page.Notices;
import torg.web.page.PageValues;

@Timeout(60)
class ApiTest {
    private final House house = House.of(List.of());
    private final Api api = new Api(new Notices(), new PageValues(new ComponentWatch()));

    @Test
    void itsEndWaitsForRequestsUnderWayAndLeavesNothingBehind() throws Exception {
        var mount = api.enter(house);
        api.close();
        assertThat(mount.isClosed()).isFalse();

        mount.visits().leave();
        while (!mount.isClosed()) Thread.sleep(10);
        assertThatThrownBy(() -> api.enter(house)).isInstanceOf(TorgException.class);
    }
}
