package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void hasAStatusThatIsOne() {
        for (var status : new int[] {-1, 0, 100, 199, 600, 999}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(status, "text/plain", "")).withMessageContaining("" + status);
        }
        for (var status : new int[] {200, 404, 599}) assertThat(new Reply(status, Map.of(), new byte[0]).status()).isEqualTo(status);
    }
}
