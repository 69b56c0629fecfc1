package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundTest {
    @Test
    void inConfidenceOnlyOverHttpsOrOnThisMachine() {
        assertThat(List.of("https://a.example", "https://a.example:8443/x?y=z", "http://localhost:80/", "http://127.0.0.1", "http://127.9.9.9/", "http://[::1]:1/", "http://127.0.0.2/")).allMatch(Outbound::isConfidential);
        assertThat(List.of("", "a", "http://a.example", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://10.0.0.1", "http://0.0.0.0", "https:///x", "https://user@a.example",
                "https://a.example/#x", "file:///etc/passwd", "ftp://localhost/", "https://a b", "/etc/x", "HTTP://a.example")).noneMatch(Outbound::isConfidential);
    }
}
