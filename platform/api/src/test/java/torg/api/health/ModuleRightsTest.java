package torg.api.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleRightsTest {
    @Test
    void whatIsNotSaidIsNotAllowed() {
        var rights = rights("read account,  write  salesorder alone , serve weather,");
        assertThat(rights.said()).containsExactly("read account", "serve weather", "write salesorder alone");
        assertThat(rights.reads("account", false)).isTrue();
        assertThat(rights.reads("account", true)).as("in its own name").isFalse();
        assertThat(rights.writes("account", false)).isFalse();
        assertThat(rights.reads("accounts", false)).isFalse();
        assertThat(rights.writes("salesorder", true)).isTrue();
        assertThat(rights.writes("salesorder", false)).as("alone is more").isTrue();
        assertThat(rights.reads("salesorder", true)).as("who writes does not read by that").isFalse();
        assertThat(List.of("weather", "/weather", "weather/today")).allMatch(rights::serves);
        assertThat(List.of("", "/", "weathers", "{any}", "{any: .*}", "tables/weather", "./weather")).noneMatch(rights::serves);
    }

    @Test
    void everyTableIsReadByAStarAsAnybodyAsks() {
        var rights = rights("read *");
        assertThat(rights.reads("account", false)).isTrue();
        assertThat(rights.reads("account", true)).isFalse();
    }

    @Test
    void aTableOfItsOwnIsReadAndWrittenAndNoOther() {
        var rights = rights("keep acme_seen, read account");
        assertThat(rights.keeps("acme_seen")).isTrue();
        assertThat(rights.reads("acme_seen", true) && rights.writes("acme_seen", true)).isTrue();
        assertThat(rights.keeps("account") || rights.keeps("acme") || rights.writes("account", false)).isFalse();
        assertThat(rights("read *, write * alone").keeps("acme_seen")).as("every table is none of its own").isFalse();
    }

    @Test
    void hostsAreReachedByTheirWholeName() {
        var rights = rights("reach api.acme.example, reach 10.0.0.7");
        assertThat(List.of("api.acme.example", "API.Acme.Example", "10.0.0.7")).allMatch(rights::reaches);
        assertThat(List.of("acme.example", "x.api.acme.example", "api.acme.example.evil.example", "api.acme.example.", "10.0.0.70", "", "*")).noneMatch(rights::reaches);
        assertThat(rights("reach *").reaches("anywhere.example")).isTrue();
        assertThat(rights("reach account").reads("account", false)).as("a host is no table").isFalse();
        assertThat(rights("read *").reaches("acme.example")).isFalse();
    }

    @Test
    void anEmptyHeaderSaysThatItActsWithNothing() {
        assertThat(rights("").said()).isEmpty();
        assertThat(rights(" ").reads("account", false)).isFalse();
    }

    @Test
    void whatNobodyUnderstandsIsRefused() {
        for (var wrong : List.of("reads account", "read", "read Account", "read a b", "read account alone alone", "serve a/b", "serve ..", "call x",
                "keep *", "keep A", "reach", "reach https://a.example", "reach a/b", "reach a:80", "reach .a", "reach a alone", "read *alone", "read a;b", "x".repeat(100_000))) {
            assertThatThrownBy(() -> rights(wrong)).as(wrong.substring(0, Math.min(20, wrong.length()))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> rights("read a,".repeat(300) + "read b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofAModuleThatRunsNothingIsAllowedWhereNobodyUnderstandsIt() {
        assertThat(ModuleRights.in(new Hashtable<>(Map.of("Bundle-Name", "Weather")))).as("nothing holds it").isEmpty();
        assertThat(ModuleRights.in(new Hashtable<>(Map.of(ModuleRights.HEADER, "read account, reads all"))).orElseThrow().said()).isEmpty();
        assertThat(ModuleRights.in(new Hashtable<>(Map.of(ModuleRights.HEADER, "read account"))).orElseThrow().said()).containsExactly("read account");
    }

    private static ModuleRights rights(String header) {
        return ModuleRights.of(header);
    }
}
