package torg.identity.local.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.identity.local.contact.People.Credential;
import torg.testkit.HandClock;

class HalfwayTest {
    private final Halfway halfway = new Halfway(new HandClock());
    private final Credential jane = new Credential("A-1", 1, "jane@a.example", "", false);
    private final Credential sam = new Credential("A-2", 1, "sam@a.example", "", false);

    @Test
    void whoComesInWithoutEndEndsTheirOwnTicketsAlone() {
        var janes = halfway.begin(jane);

        var sams = IntStream.range(0, 10_000).mapToObj(_ -> halfway.begin(sam)).toList();

        assertThat(halfway.of(janes)).contains(jane);
        assertThat(sams.stream().filter(ticket -> halfway.of(ticket).isPresent())).containsExactlyElementsOf(sams.subList(sams.size() - Halfway.MOST_OF_A_CONTACT, sams.size()));
    }
}
