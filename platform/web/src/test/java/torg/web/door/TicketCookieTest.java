package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCookieTest {
    @Test
    void overHttpsItIsBoundToTheHost() {
        assertThat(TicketCookie.give("T-1", List.of(), true)).isEqualTo("__Host-torg-ticket=T-1; Path=/; Max-Age=300; HttpOnly; SameSite=Lax; Secure");
        assertThat(TicketCookie.take(true)).isEqualTo("__Host-torg-ticket=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void theOldestGo() {
        assertThat(TicketCookie.give("T-5", List.of("T-4", "T-3", "T-2", "T-1"), false)).startsWith("torg-ticket=T-5.T-4.T-3.T-2;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a;b", "a b", "a\r\nSet-Cookie: x=1", "\u00e6"})
    void noHeaderIsMadeOfWhatCannotBeKept(String ticket) {
        assertThatThrownBy(() -> TicketCookie.give(ticket, List.of(), true)).isInstanceOf(IllegalArgumentException.class);
    }
}
