package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.problem.TorgException;
import torg.identity.oidc.provider.Refused;
import torg.spi.identity.Entrance.Proof;

class LogoutsTest {
    private static final JOSEObjectType TYPE = new JOSEObjectType("logout+jwt");
    private TestProvider provider;
    private Portal portal;

    enum Bad {
        FOR_ANOTHER_CLIENT(claims -> claims.audience("another")),
        OF_ANOTHER_ISSUER(claims -> claims.issuer("https://another.example")),
        WITH_A_NONCE(claims -> claims.claim("nonce", "n")),
        WITHOUT_EVENTS(claims -> claims.claim("events", null)),
        OF_ANOTHER_EVENT(claims -> claims.claim("events", Map.of("http://schemas.openid.net/event/another", Map.of()))),
        OF_NOBODY(claims -> claims.subject(null).claim("sid", null)),
        WITHOUT_A_NUMBER(claims -> claims.jwtID(null)),
        EXPIRED(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90)))),
        OLD(claims -> claims.issueTime(Date.from(Instant.now().minus(Logouts.NEW).minusSeconds(5)))),
        OF_TOMORROW(claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(90))));

        private final UnaryOperator<JWTClaimsSet.Builder> spoilt;

        Bad(UnaryOperator<JWTClaimsSet.Builder> spoilt) {
            this.spoilt = spoilt;
        }
    }

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        portal = new Portal(provider);
        session("one", "jane", "s-1");
        session("two", "jane", "s-2");
        session("three", "john", "s-3");
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void aSessionThatEndedThereEndsHere() throws Refused {
        portal.oidc.loggedOut("acme", signed(claims("1")));

        assertThat(portal.doorkeeper.sessions).containsOnlyKeys("two", "three");
        assertThat(portal.audit.acts()).singleElement().asString().contains("sign-out-elsewhere");
    }

    @Test
    void allSessionsOfAPersonEndWhenNoneIsNamed() throws Refused {
        portal.oidc.loggedOut("acme", signed(claims("1").claim("sid", null)));

        assertThat(portal.doorkeeper.sessions).containsOnlyKeys("three");
    }

    @Test
    void aTokenCountsOnce() throws Refused {
        var token = signed(claims("1"));
        portal.oidc.loggedOut("acme", token);
        session("one", "jane", "s-1");

        refused(token);
        assertThat(portal.doorkeeper.sessions).containsKey("one");
        portal.now = portal.now.plus(Duration.ofMinutes(8));
        refused(token);
        portal.now = portal.now.minus(Duration.ofMinutes(8));
        portal.oidc.loggedOut("acme", signed(claims("2")));
        assertThat(portal.doorkeeper.sessions).doesNotContainKey("one");
    }

    @Test
    void aTokenThatCouldEndNothingCountsWhenItIsSentAgain() throws Refused {
        var token = signed(claims("1"));
        portal.doorkeeper.away = true;
        assertThatThrownBy(() -> portal.oidc.loggedOut("acme", token)).isInstanceOf(TorgException.class);

        portal.doorkeeper.away = false;
        portal.oidc.loggedOut("acme", token);
        assertThat(portal.doorkeeper.sessions).doesNotContainKey("one");
        refused(token);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoLogoutTokenEndsNothing(Bad bad) {
        refused(signed(bad.spoilt.apply(claims("1"))));
    }

    @Test
    void whatIsUnsignedOrWronglySignedOrOfAnotherKindEndsNothing() {
        refused(new PlainJWT(claims("1").build()).serialize());
        refused(TestProvider.signed(claims("1").build(), TestProvider.key(provider.key.getKeyID()), TYPE).serialize());
        refused("nonsense");
        refused("");
        refused("x".repeat(20_000));
    }

    private void refused(String token) {
        var before = Map.copyOf(portal.doorkeeper.sessions);
        assertThatThrownBy(() -> portal.oidc.loggedOut("acme", token)).isInstanceOf(Refused.class);
        assertThat(portal.doorkeeper.sessions).isEqualTo(before);
        assertThat(portal.audit.acts()).last().asString().contains("sign-out-elsewhere");
    }

    private JWTClaimsSet.Builder claims(String number) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(provider.issuer()).audience(TestProvider.CLIENT).subject("jane").claim("sid", "s-1").issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(120))).jwtID(number)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    private String signed(JWTClaimsSet.Builder claims) {
        return TestProvider.signed(claims.build(), provider.key, TYPE).serialize();
    }

    private void session(String token, String subject, String elsewhere) {
        portal.doorkeeper.sessions.put(token, new Proof("C-1", "oidc/acme", Optional.of(subject), Optional.of(elsewhere), false, portal.now));
    }
}
