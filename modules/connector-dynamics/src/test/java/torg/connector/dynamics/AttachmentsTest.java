package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.file.MediaType;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.connector.dynamics.Wire.Answer;
import torg.spi.sync.Connector;
import torg.spi.sync.Printouts.Printout;
import torg.spi.sync.Printouts.Wanted;

class AttachmentsTest {
    private static final Wanted WANTED = new Wanted("SalesOrderHeaderDocumentAttachments", Map.of("dataAreaId", "nwnd", "AttachmentDescription", "INV-1"), Map.of("SalesOrderNumber", List.of("SO-1")));
    private Wire wire;
    private DynamicsConnector connector;

    @BeforeEach
    void connect() throws Exception {
        wire = new Wire(_ -> Answer.json("{\"value\":[]}"));
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""));
    }

    @AfterEach
    void disconnect() {
        connector.stop();
        wire.close();
    }

    @Test
    void theOneThatIsMeantIsAskedForAndReadWhicheverLettersItIsWrittenIn() throws IOException {
        for (var written : new String[] {"-_-_", "+/+/"}) {
            wire.behave(_ -> Answer.json("{\"value\":[{\"Attachment\":\"" + written + "\",\"FileType\":\"PDF\"}]}"));
            var printout = found();
            assertThat(printout.type()).isEqualTo(MediaType.PDF);
            assertThat(printout.bytes().open().readAllBytes()).containsExactly(0xfb, 0xff, 0xbf);
        }
        assertThat(wire.calls().getFirst().address()).contains("AttachmentDescription eq 'INV-1' and dataAreaId eq 'nwnd'").contains("SalesOrderNumber eq 'SO-1'").contains("$select=Attachment,FileType");
    }

    @Test
    void noneIsNoneAndOfSeveralNoneIsTaken() {
        assertThat(fetch()).isEqualTo(new Connector.Answer.Done<>(Optional.empty()));
        wire.behave(_ -> Answer.json("{\"value\":[{\"FileType\":\"pdf\"},{\"FileType\":\"pdf\"}]}"));
        assertThat(fetch()).isInstanceOf(Connector.Answer.Refused.class);
    }

    @Test
    void whatIsNoFileOrOfAnotherKindIsNotTaken() {
        for (var attachment : new String[] {"{\"Attachment\":\"AAAA\",\"FileType\":\"exe\"}", "{\"Attachment\":\"AAAA\"}", "{\"Attachment\":\"<>\",\"FileType\":\"pdf\"}"}) {
            wire.behave(_ -> Answer.json("{\"value\":[" + attachment + "]}"));
            assertThatThrownBy(this::fetch).as(attachment).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        }
    }

    private Connector.Answer<Optional<Printout>> fetch() {
        return connector.printouts().orElseThrow().fetch(WANTED);
    }

    private Printout found() {
        return ((Connector.Answer.Done<Optional<Printout>>) fetch()).value().orElseThrow();
    }
}
