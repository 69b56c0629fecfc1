package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.problem.TorgException;
import torg.connector.dynamics.Wire.Answer;
import torg.testkit.HandClock;

/** The description of an environment is asked for once, and only what is needed of it is kept. */
@Timeout(120)
class DescriptionsTest {
    private final HandClock clock = new HandClock();
    private Wire wire;
    private DynamicsConnector connector;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(_ -> Answer.status(404, ""));
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""), Duration.ofSeconds(30), clock);
    }

    @AfterEach
    void disconnect() {
        connector.stop();
        wire.close();
    }

    @Test
    void asksOnceForEverythingThatIsExpected() {
        for (var round = 0; round < 3; round++) {
            connector.expect(Set.of("Currencies", "UnitsOfMeasure", "NotHere"));
            assertThat(connector.describe("Currencies")).isPresent();
            assertThat(connector.describe("UnitsOfMeasure")).isPresent();
            assertThat(connector.describe("NotHere")).isEmpty();
        }
        assertThat(wire.asked).hasSize(1);
        assertThat(connector.describe("LegalEntities")).as("of a map that was added").isPresent();
        assertThat(wire.asked).hasSize(2);
    }

    @Test
    void findsAnEntityThatIsDeployedLater() throws Exception {
        wire.describes = false;
        var later = Wire.model();
        var before = later.replace("EntitySet Name=\"Currencies\"", "EntitySet Name=\"CurrenciesOfBefore\"");
        wire.behave(_ -> Answer.status(200, before));
        connector.expect(Set.of("Currencies", "UnitsOfMeasure"));
        assertThat(connector.describe("Currencies")).isEmpty();
        wire.behave(_ -> Answer.status(200, later));
        clock.pass(Descriptions.LOOK_AGAIN.minusSeconds(1));
        assertThat(connector.describe("Currencies")).isEmpty();
        assertThat(wire.asked).as("a description is made while one waits; it is not asked for again and again").hasSize(1);
        clock.pass(Duration.ofSeconds(2));
        assertThat(connector.describe("Currencies")).isPresent();
    }

    @Test
    void goesByWhatItKnowsWhileTheErpDoesNotDescribeItself() {
        assertThat(connector.describe("NotHere")).isEmpty();
        wire.describes = false;
        clock.pass(Descriptions.LOOK_AGAIN.plusSeconds(1));
        assertThat(connector.describe("NotHere")).isEmpty();
        assertThat(connector.describe("NotHere")).isEmpty();
        assertThat(wire.asked).hasSize(2);
        assertThatThrownBy(() -> connector.describe("Currencies")).as("never looked for").isInstanceOf(TorgException.class);
    }

    /** As long as a real one: 4,500 types with 70 fields, annotated, some 60 MB. What is kept of it is small, also while it is read. */
    @Test
    void readsAnEnvironmentWithManyModulesInLittleSpace() throws Exception {
        var runtime = Runtime.getRuntime();
        System.gc();
        var before = runtime.totalMemory() - runtime.freeMemory();
        var least = new long[] {0};
        var metadata = Metadata.parse(new SequenceInputStream(Collections.enumeration(new Pieces(() -> {
            System.gc();
            least[0] = Math.max(least[0], runtime.totalMemory() - runtime.freeMemory() - before);
        }))), Set.of("Set4321"));
        assertThat(metadata.sets()).containsOnlyKeys("Set4321");
        assertThat(metadata.set("Set4321").orElseThrow().fields()).hasSize(70);
        assertThat(metadata.set("Set4321").orElseThrow().key()).containsExactly("dataAreaId", "Field1NameOfUsualLength");
        assertThat(metadata.enums()).containsExactly("Microsoft.Dynamics.DataEntities.Enum4321");
        assertThat(least[0]).as("bytes beside what was there").isLessThan(40_000_000);
    }

    /** The pieces of a long document, each made when it is read. */
    private static final class Pieces extends java.util.AbstractCollection<InputStream> {
        private static final int TYPES = 4_500;
        private final Runnable beforeTheSets;

        Pieces(Runnable beforeTheSets) {
            this.beforeTheSets = beforeTheSets;
        }

        @Override
        public Iterator<InputStream> iterator() {
            return IntStream.rangeClosed(0, 2 * TYPES + 1).mapToObj(this::piece).map(text -> (InputStream) new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).iterator();
        }

        @Override
        public int size() {
            return 2 * TYPES + 2;
        }

        private String piece(int number) {
            if (number == 0) return "<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\"><edmx:DataServices><Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"Microsoft.Dynamics.DataEntities\">";
            if (number == TYPES) beforeTheSets.run();
            if (number < TYPES) return type(number);
            if (number == TYPES) return "<EntityContainer Name=\"Resources\">";
            if (number <= 2 * TYPES) return "<EntitySet Name=\"Set" + (number - TYPES) + "\" EntityType=\"Microsoft.Dynamics.DataEntities.Type" + (number - TYPES) + "\"/>";
            return "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>";
        }

        private static String type(int number) {
            var text = new StringBuilder("<EnumType Name=\"Enum" + number + "\"><Member Name=\"No\" Value=\"0\"/></EnumType><EntityType Name=\"Type" + number
                    + "\"><Key><PropertyRef Name=\"dataAreaId\"/><PropertyRef Name=\"Field1NameOfUsualLength\"/></Key><Property Name=\"dataAreaId\" Type=\"Edm.String\" Nullable=\"false\"/>");
            for (var field = 1; field < 70; field++) {
                text.append("<Property Name=\"Field").append(field).append("NameOfUsualLength\" Type=\"").append(field == 7 ? "Microsoft.Dynamics.DataEntities.Enum" + number : "Edm.String")
                        .append("\"><Annotation Term=\"Microsoft.Dynamics.OData.Core.V1.LabelId\" String=\"@SYS").append(number).append("\"/></Property>");
            }
            return text.append("</EntityType>").toString();
        }
    }
}
