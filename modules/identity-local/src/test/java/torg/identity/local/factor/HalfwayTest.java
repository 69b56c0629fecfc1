package torg.identity.local.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.factor.Halfway.Half;
import torg.spi.identity.Entrance.Proof;
import torg.testkit.HandClock;

class HalfwayTest {
    private final Halfway halfway = new Halfway(new HandClock());
    private final Credential jane = new Credential("A-1", 1, "jane@a.example", "", false);
    private final Credential sam = new Credential("A-2", 1, "sam@a.example", "", false);

    @Test
    void whoComesInWithoutEndEndsTheirOwnTicketsAlone() {
        var janes = begin(jane);

        var sams = IntStream.range(0, 10_000).mapToObj(_ -> begin(sam)).toList();

        assertThat(halfway.of(janes).map(Half::credential)).contains(jane);
        assertThat(sams.stream().filter(ticket -> halfway.of(ticket).isPresent())).containsExactlyElementsOf(sams.subList(sams.size() - Halfway.MOST_OF_A_CONTACT, sams.size()));
    }

    private String begin(Credential credential) {
        return halfway.begin(credential, Proof.of(credential.contact(), "password", Instant.EPOCH), () -> { });
    }
}
