package torg.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A provider that can be made to say what none should; on real sign-ins a real one is asked, see the house tests. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "torg";
    static final String SECRET = "a-secret-that-both-of-them-have-and-nobody-else";
    static final String ACCESS_TOKEN = "an-access-token";
    private final HttpServer server;
    private final Map<String, Map<String, List<String>>> asked = new HashMap<>();
    final AtomicInteger keysRead = new AtomicInteger();
    ECKey key = key("first");
    /** What it says of itself besides its addresses. */
    String more = "";
    /** The ID token, by the nonce that was asked for and the claims of a good one. */
    BiFunction<TestProvider, JWTClaimsSet.Builder, JWT> says = (provider, claims) -> provider.signed(claims.build());
    Map<String, Object> claims = Map.of();

    TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"]%2$s}""".formatted(issuer(), more)));
        server.createContext("/keys", exchange -> {
            keysRead.incrementAndGet();
            answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
        });
        server.createContext("/token", this::token);
        server.start();
    }

    static ECKey key(String name) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a browser that was sent there comes back with, when whoever sits before it signs in. */
    Map<String, List<String>> signIn(URI sent) {
        var query = URLUtils.parseParameters(sent.getRawQuery());
        var code = "code-" + asked.size();
        asked.put(code, query);
        return Map.of("code", List.of(code), "state", query.get("state"));
    }

    private synchronized void token(HttpExchange exchange) throws IOException {
        var form = URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var query = asked.remove(form.get("code").getFirst());
        var basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        var good = query != null && basic.equals(exchange.getRequestHeaders().getFirst("Authorization")) && query.get("redirect_uri").equals(form.get("redirect_uri"))
                && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(form.get("code_verifier").getFirst())).getValue().equals(query.get("code_challenge").getFirst());
        if (!good) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        var token = says.apply(this, good(query.get("nonce").getFirst()));
        answer(exchange, 200, "{\"access_token\": \"" + ACCESS_TOKEN + "\", \"token_type\": \"Bearer\"" + (token == null ? "" : ", \"id_token\": \"" + token.serialize() + "\"") + "}");
    }

    private JWTClaimsSet.Builder good(String nonce) {
        var now = Instant.now();
        var good = new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT).subject("jane").claim("nonce", nonce).claim("sid", "s-1").issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300)));
        claims.forEach(good::claim);
        return good;
    }

    JWT signed(JWTClaimsSet claims) {
        return signed(claims, key, JOSEObjectType.JWT);
    }

    static JWT signed(JWTClaimsSet claims, ECKey key, JOSEObjectType type) {
        try {
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(type).build(), claims);
            token.sign(new ECDSASigner(key));
            return token;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
