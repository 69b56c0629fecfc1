package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsTest {
    @Test
    void onLoopbackOnlyLoopbackNamesAndThoseSetAreAnswered() {
        var hosts = new Hosts(List.of("portal.example", ""));
        assertThat(hosts.allow("localhost:8080", true)).isTrue();
        assertThat(hosts.allow("127.0.0.1", true)).isTrue();
        assertThat(hosts.allow("[::1]:8080", true)).isTrue();
        assertThat(hosts.allow("Portal.Example:443", true)).isTrue();
        assertThat(hosts.allow("evil.example", true)).isFalse();
        assertThat(hosts.allow("localhost.evil.example", true)).isFalse();
    }

    @Test
    void elsewhereEveryNameIsAnsweredUntilSomeAreSet() {
        assertThat(new Hosts(List.of()).allow("any.example", false)).isTrue();
        assertThat(new Hosts(List.of("portal.example")).allow("any.example", false)).isFalse();
        assertThat(new Hosts(List.of("portal.example")).allow("localhost", false)).isFalse();
    }

    @Test
    void aPublicNameIsNoNameOfThisMachine() {
        assertThat(Hosts.isLoopbackName("localhost:8080")).isTrue();
        assertThat(Hosts.isLoopbackName("LOCALHOST")).isTrue();
        assertThat(Hosts.isLoopbackName("[::1]:8080")).isTrue();
        assertThat(Hosts.isLoopbackName("portal.example")).isFalse();
        assertThat(Hosts.isLoopbackName("localhost.portal.example")).isFalse();
        assertThat(Hosts.isLoopbackName(null)).isFalse();
    }

    @Test
    void noNameIsNoName() {
        assertThat(new Hosts(List.of()).allow(null, false)).isFalse();
        assertThat(new Hosts(List.of()).allow("", true)).isFalse();
        assertThat(new Hosts(List.of()).allow("a".repeat(300), false)).isFalse();
    }
}
