package torg.web.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import torg.spi.view.Component;
import torg.spi.web.RequestFilter;

class CurrentHouseTest {
    @TempDir
    Path storage;

    private final CurrentHouse house = new CurrentHouse();
    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void oneThatCannotSayWhoItIsKeepsNobodyElseOut() {
        come(Component.class, new Lost(0));
        come(Component.class, new Lost(2));
        var filter = come(RequestFilter.class, _ -> Optional.empty());
        assertThat(house.now().filters()).hasSize(1);

        house.leave(filter);
        assertThat(house.now().filters()).isEmpty();
        assertThat(house.now().components()).isEmpty();
    }

    private <T> ServiceReference<?> come(Class<T> type, T service) {
        var reference = framework.getBundleContext().registerService(type, service, null).getReference();
        house.come(reference, service);
        return reference;
    }

    /** A component whose module loses a class after it has said so often who it is. */
    private static final class Lost implements Component {
        private int times;

        Lost(int times) {
            this.times = times;
        }

        @Override
        public String name() {
            if (times-- <= 0) throw new NoClassDefFoundError("gone");
            return "lost";
        }

        @Override
        public Filled fill(Place place) {
            return new Filled.Absent();
        }
    }
}
