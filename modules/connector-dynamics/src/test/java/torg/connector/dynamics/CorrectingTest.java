package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Extent;

@Timeout(120)
class CorrectingTest {
    private static final Map<String, Object> READ = Map.of("dataAreaId", "nwnd", "ContactPersonId", "P-1", "PrimaryPhoneNumber", "111");
    private Wire wire;
    private DynamicsConnector connector;
    /** The phone that the ERP has. */
    private String phone = "111";

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(this::erp);
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""), Duration.ofSeconds(2), InstantSource.system());
    }

    @AfterEach
    void close() {
        connector.stop();
        wire.close();
    }

    private Answer erp(Wire.Asked call) {
        if (call.method().equals("PATCH")) {
            phone = call.body().replaceAll(".*PrimaryPhoneNumber\":\"([^\"]*)\".*", "$1");
            return Answer.status(204, "");
        }
        return Answer.json("{\"value\":[{\"@odata.etag\":\"W/\\\"7\\\"\",\"dataAreaId\":\"nwnd\",\"ContactPersonId\":\"P-1\",\"PrimaryPhoneNumber\":\"" + phone + "\"}]}");
    }

    private Connector.Answer<Map<String, Object>> change(Optional<Object> value) {
        return connector.change(new Correction("CDSContactsV2", READ, Map.of("PrimaryPhoneNumber", value)));
    }

    private long patches() {
        return wire.calls().stream().filter(call -> call.method().equals("PATCH")).count();
    }

    @Test
    void sendsTheFieldAndSaysWhatBecameOfIt() {
        assertThat(change(Optional.of("222"))).isInstanceOfSatisfying(Connector.Answer.Done.class, done -> assertThat(done.value()).asString().contains("PrimaryPhoneNumber=222"));
        assertThat(wire.calls()).filteredOn(call -> call.method().equals("PATCH")).singleElement().satisfies(call -> {
            assertThat(call.address()).contains("CDSContactsV2(").contains("ContactPersonId='P-1'").contains("dataAreaId='nwnd'").contains("cross-company=true");
            assertThat(call.body()).isEqualTo("{\"PrimaryPhoneNumber\":\"222\"}");
        });
    }

    @Test
    void emptiesAFieldTheWayTheErpDoes() {
        change(Optional.empty());
        assertThat(phone).isEmpty();
    }

    @Test
    void sendsNothingWhereTheRecordIsNoLongerAsItWasRead() {
        phone = "999";
        assertThat(change(Optional.of("222"))).isInstanceOf(Connector.Answer.Later.class);
        assertThat(patches()).isZero();
    }

    @Test
    void aVersionThatIsGoneIsTriedAgain() {
        wire.behave(call -> call.method().equals("PATCH") ? Answer.status(412, "") : erp(call));
        assertThat(change(Optional.of("222"))).isInstanceOf(Connector.Answer.Later.class);
    }

    @Test
    void whatWasSentAndGotNoAnswerIsUnknown() {
        wire.behave(call -> call.method().equals("PATCH") ? Answer.dropped() : erp(call));
        assertThat(change(Optional.of("222"))).isInstanceOfSatisfying(Connector.Answer.Unknown.class, unknown -> assertThat(unknown.sent()).isEqualTo(Extent.ALL));
    }

    @Test
    void aRecordThatIsGoneIsRefused() {
        wire.behave(_ -> Answer.json("{\"value\":[]}"));
        assertThat(change(Optional.of("222"))).isInstanceOf(Connector.Answer.Refused.class);
        assertThat(patches()).isZero();
    }

    @Test
    void theErpsReasonIsHandedOn() {
        wire.behave(call -> call.method().equals("PATCH") ? Answer.status(400, """
                {"error":{"innererror":{"message":"Write failed for table row of type 'X'. Infolog: Error: Phone numbers begin with +."}}}""") : erp(call));
        assertThat(change(Optional.of("222"))).isEqualTo(new Connector.Answer.Refused<>("dynamics.refused", "Phone numbers begin with +"));
    }

    @Test
    void aChoiceCannotBeEmptied() {
        assertThat(connector.change(new Correction("CDSContactsV2", READ, Map.of("IsInactive", Optional.empty())))).isInstanceOf(Connector.Answer.Refused.class);
        assertThat(patches()).isZero();
    }
}
