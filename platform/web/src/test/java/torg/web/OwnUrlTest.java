package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

class OwnUrlTest {
    private static final String[] NONE = {};

    /** As the settings file says it. */
    private record Said(String url, boolean secure, String[] hosts, String[] proxies) implements WebSettings {
        @Override
        public String public$_$url() {
            return url;
        }

        @Override
        public String[] allowed$_$hosts() {
            return hosts;
        }

        @Override
        public String[] trusted$_$proxies() {
            return proxies;
        }

        @Override
        public int answer$_$seconds() {
            return 40;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return WebSettings.class;
        }
    }

    private static OwnUrl set(String url) {
        return new OwnUrl(new Said(url, false, NONE, NONE), "127.0.0.1", "8080");
    }

    @Test
    void isWhatTheOperatorSaysWithoutWhatStandsAroundTheHost() {
        assertThat(set("https://portal.example/").origin()).contains("https://portal.example");
        assertThat(set("http://user:secret@portal.example:8443/x?y").origin()).contains("http://portal.example:8443");
    }

    @Test
    void isTheAddressListenedOnWhereOnlyThisMachineReachesIt() {
        assertThat(set("").origin()).contains("http://127.0.0.1:8080");
        assertThat(new OwnUrl(new Said("", false, NONE, NONE), "::1", "8080").origin()).contains("http://[::1]:8080");
    }

    @Test
    void isUnknownWhereOthersReachItByANameThatNobodySaid() {
        assertThat(set("portal").origin()).as("a wrong one").isEmpty();
        assertThat(new OwnUrl(new Said("", false, NONE, new String[] {"127.0.0.1"}), "127.0.0.1", "8080").origin()).as("behind a proxy").isEmpty();
        assertThat(new OwnUrl(new Said("", true, NONE, NONE), "127.0.0.1", "8080").origin()).isEmpty();
        assertThat(new OwnUrl(new Said("", false, new String[] {"portal.example"}, NONE), "127.0.0.1", "8080").origin()).isEmpty();
        assertThat(new OwnUrl(new Said("", false, NONE, NONE), "0.0.0.0", "8080").origin()).isEmpty();
        assertThat(new OwnUrl(new Said("", false, NONE, NONE), null, null).origin()).isEmpty();
    }
}
