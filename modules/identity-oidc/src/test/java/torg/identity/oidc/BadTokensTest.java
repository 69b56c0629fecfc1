package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.web.Detour;

/** Everything that a provider, or somebody in its name, should not say of a person: the same plain answer, and an entry in the audit log. */
class BadTokensTest {
    private static final Detour REFUSED = new Detour.Ends("/?elsewhere=refused");
    private TestProvider provider;
    private Portal portal;

    enum Token {
        NONE((_, _) -> null),
        UNSIGNED((_, claims) -> new PlainJWT(claims.build())),
        WRONGLY_SIGNED((provider, claims) -> TestProvider.signed(claims.build(), TestProvider.key(provider.key.getKeyID()), JOSEObjectType.JWT)),
        OF_AN_UNKNOWN_KEY((_, claims) -> TestProvider.signed(claims.build(), TestProvider.key("another"), JOSEObjectType.JWT)),
        SIGNED_WITH_THE_PUBLIC_KEY_AS_A_SECRET((provider, claims) -> hmac(claims, provider.key.toPublicJWK().toJSONString())),
        SIGNED_WITH_THE_CLIENT_SECRET((_, claims) -> hmac(claims, TestProvider.SECRET)),
        A_LOGOUT_TOKEN((provider, claims) -> TestProvider.signed(claims.build(), provider.key, new JOSEObjectType("logout+jwt"))),
        EXPIRED((provider, claims) -> provider.signed(claims.expirationTime(Date.from(Instant.now().minusSeconds(90))).build())),
        WITHOUT_AN_END((provider, claims) -> provider.signed(claims.expirationTime(null).build())),
        OF_TOMORROW((provider, claims) -> provider.signed(claims.issueTime(Date.from(Instant.now().plusSeconds(90))).build())),
        FOR_ANOTHER_CLIENT((provider, claims) -> provider.signed(claims.audience("another").build())),
        FOR_SEVERAL_WHO_IS_ANOTHER((provider, claims) -> provider.signed(claims.audience(List.of(TestProvider.CLIENT, "another")).claim("azp", "another").build())),
        FOR_SEVERAL_WHO_MAY_BE_ANYBODY((provider, claims) -> provider.signed(claims.audience(List.of(TestProvider.CLIENT, "another")).build())),
        OF_ANOTHER_ISSUER((provider, claims) -> provider.signed(claims.issuer("https://another.example").build())),
        WITHOUT_A_NONCE((provider, claims) -> provider.signed(claims.claim("nonce", null).build())),
        WITH_ANOTHER_NONCE((provider, claims) -> provider.signed(claims.claim("nonce", "n").build())),
        WITHOUT_A_SUBJECT((provider, claims) -> provider.signed(claims.subject(null).build())),
        OF_A_SUBJECT_THAT_IS_TOO_LONG((provider, claims) -> provider.signed(claims.subject("x".repeat(256)).build())),
        FOR_ANOTHER_ACCESS_TOKEN((provider, claims) -> provider.signed(claims.claim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ").build()));

        private final BiFunction<TestProvider, JWTClaimsSet.Builder, JWT> made;

        Token(BiFunction<TestProvider, JWTClaimsSet.Builder, JWT> made) {
            this.made = made;
        }

        private static JWT hmac(JWTClaimsSet.Builder claims, String secret) {
            try {
                var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims.build());
                token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
                return token;
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        provider.claims = Map.of("email", "jane@a.example", "email_verified", true);
        portal = new Portal(provider);
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatDoesNotCountLetsNobodyIn(Token token) {
        provider.says = token.made;
        var sent = portal.begin(portal.get());

        var answer = portal.back(provider.signIn(URI.create(sent.location())), sent.kept());

        assertThat(answer).isEqualTo(REFUSED);
        assertThat(portal.doorkeeper.sessions).isEmpty();
        assertThat(portal.audit.acts()).singleElement().asString().contains("sign-in-elsewhere");
    }

    @Test
    void aGoodOneLetsIn() {
        provider.says = (there, claims) -> there.signed(claims.claim("azp", TestProvider.CLIENT).claim("at_hash", atHash()).build());
        var sent = portal.begin(portal.get());

        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept())).isEqualTo(new Detour.SignedIn("token-0", "/"));
        assertThat(portal.audit.acts()).isEmpty();
    }

    private static String atHash() {
        return AccessTokenHash.compute(new BearerAccessToken(TestProvider.ACCESS_TOKEN), JWSAlgorithm.ES256, null).getValue();
    }

    @Test
    void anotherKeyIsReadWhenTheProviderHasOneButNotForEveryTokenThatNamesOne() {
        signIn();
        provider.key = TestProvider.key("second");
        assertThat(signIn()).as("keys may change").isInstanceOf(Detour.SignedIn.class);

        var read = provider.keysRead.get();
        provider.says = Token.OF_AN_UNKNOWN_KEY.made;
        for (var i = 0; i < 10; i++) assertThat(signIn()).isEqualTo(REFUSED);
        assertThat(provider.keysRead.get()).as("nobody makes the portal ask for keys without end").isLessThanOrEqualTo(read + 1);
    }

    private Detour signIn() {
        var sent = portal.begin(portal.get());
        return portal.back(provider.signIn(URI.create(sent.location())), sent.kept());
    }
}
