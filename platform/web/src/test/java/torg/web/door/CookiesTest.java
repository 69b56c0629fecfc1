package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CookiesTest {
    @Test
    void findsTheSessionAmongOthers() {
        assertThat(Cookies.token("a=b; torg-session=T-1_x.y; c", false)).contains("T-1_x.y");
        assertThat(Cookies.token("__Host-torg-session=T", true)).contains("T");
    }

    @Test
    void takesNoCookieOfTheOtherSort() {
        assertThat(Cookies.token("torg-session=T", true)).isEmpty();
        assertThat(Cookies.token("__Host-torg-session=T", false)).isEmpty();
        assertThat(Cookies.token("xtorg-session=T", false)).isEmpty();
    }

    @Test
    void takesNoneWhenTwoContradictOrTheTokenIsImpossible() {
        assertThat(Cookies.token("torg-session=a; torg-session=b", false)).isEmpty();
        assertThat(Cookies.token("torg-session=", false)).isEmpty();
        assertThat(Cookies.token("torg-session=\"a\"", false)).isEmpty();
        assertThat(Cookies.token("torg-session=" + "a".repeat(201), false)).isEmpty();
        assertThat(Cookies.token(null, false)).isEmpty();
    }

    @Test
    void tellsTheHeaderThatGivesOrTakesASessionFromAnother() {
        for (var secure : new boolean[] {true, false}) {
            assertThat(Cookies.isSession(Cookies.give("T", secure))).isTrue();
            assertThat(Cookies.isSession(Cookies.take(secure))).isTrue();
        }
        assertThat(Cookies.isSession(" torg-session = T")).isTrue();
        assertThat(Cookies.isSession("\"torg-session\"=T")).isTrue();
        assertThat(Cookies.isSession("=torg-session=T")).isTrue();
        assertThat(Cookies.isSession("=\"__Host-torg-session\"")).isTrue();
        assertThat(Cookies.isSession("colour=torg-session=T")).isFalse();
        assertThat(Cookies.isSession("torg-session; Max-Age=0")).isTrue();
    }

    @Test
    void overHttpsTheCookieIsBoundToTheHost() {
        assertThat(Cookies.give("T", true)).isEqualTo("__Host-torg-session=T; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(Cookies.give("T", false)).isEqualTo("torg-session=T; Path=/; HttpOnly; SameSite=Lax");
        assertThat(Cookies.take(false)).contains("Max-Age=0");
    }
}
