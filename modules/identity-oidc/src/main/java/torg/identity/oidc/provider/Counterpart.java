package torg.identity.oidc.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.web.Outbound;

/**
 * A provider as it describes itself. Its keys are read when the first token comes and again when a token names a key that is not among them, at most once in half a minute.
 *
 * <p>Source: OpenID Connect Core 1.0, 3.1; Discovery 1.0, 4.3; Back-Channel Logout 1.0, 2.6; RFC 7636; RFC 9207.
 */
public final class Counterpart {
    /** Signed with a key that is the provider's alone: neither unsigned nor with the secret that both have. */
    private static final Set<JWSAlgorithm> SIGNED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512,
            JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final long KEYS_AT_MOST_EVERY = 30_000;
    private static final long KEYS_KEPT = 3_600_000;
    private static final long KEYS_PATIENCE = 15_000;
    private static final int CLOCK_SKEW = 60;
    private static final int LONGEST_NAME = 255;
    private static final int ANY_AGE = 31_536_000;
    private final Provider provider;
    private final OIDCProviderMetadata told;
    private final Wire wire;
    private final IDTokenValidator idTokens;
    private final LogoutTokenValidator logoutTokens;

    private Counterpart(Provider provider, OIDCProviderMetadata told, Wire wire) throws MalformedURLException {
        this.provider = provider;
        this.told = told;
        this.wire = wire;
        var keys = JWKSourceBuilder.create(told.getJWKSetURI().toURL(), wire).cache(KEYS_KEPT, KEYS_PATIENCE).rateLimited(KEYS_AT_MOST_EVERY).build();
        JWSKeySelector<SecurityContext> selector = new JWSVerificationKeySelector<>(SIGNED, keys);
        this.idTokens = new IDTokenValidator(provider.issuer(), provider.client(), selector, null);
        this.idTokens.setMaxClockSkew(CLOCK_SKEW);
        this.logoutTokens = new LogoutTokenValidator(provider.issuer(), provider.client(), false, selector, null);
    }

    /** Ask a provider for its description. */
    static Counterpart discover(Provider provider, Wire wire) throws Refused {
        try {
            var told = OIDCProviderMetadata.parse(wire.get(OIDCProviderMetadata.resolveURL(provider.issuer()).toURI()));
            if (!told.getIssuer().equals(provider.issuer())) throw new Refused("the provider calls itself something else than its settings do");
            for (var address : List.of(told.getAuthorizationEndpointURI(), told.getTokenEndpointURI(), told.getJWKSetURI())) {
                if (!Outbound.isConfidential(address.toString())) throw new Refused("the provider names an address that is not https");
            }
            return new Counterpart(provider, told, wire);
        } catch (Refused e) {
            throw e;
        } catch (Exception e) {
            throw new Refused("the provider cannot be reached, or does not say what it is", e);
        }
    }

    /** Whom the settings trust. */
    public Provider provider() {
        return provider;
    }

    /**
     * Where a browser goes that is sent on this errand.
     *
     * @param again whether whoever sits before it shows once more who they are, although the provider knows them
     */
    public URI begin(Errand errand, URI redirect, boolean again) {
        // an age of any length makes the provider tell when it was
        var request = new AuthenticationRequest.Builder(new ResponseType(ResponseType.Value.CODE), provider.scope(), provider.client(), redirect).endpointURI(told.getAuthorizationEndpointURI())
                .state(errand.state()).nonce(errand.nonce()).codeChallenge(errand.verifier(), CodeChallengeMethod.S256).maxAge(again ? 0 : ANY_AGE);
        return (again ? request.prompt(new Prompt(Prompt.Type.LOGIN)) : request).build().toURI();
    }

    /** Whether people can be sent there to sign out. */
    public boolean signsOut() {
        return told.getEndSessionEndpointURI() != null && Outbound.isConfidential(told.getEndSessionEndpointURI().toString());
    }

    /**
     * Where a browser goes to sign out there.
     *
     * @param hint what the provider said when the session began
     * @param back where it comes back to, as the provider knows it
     */
    public URI signOut(Errand errand, String hint, URI back) throws Refused {
        if (!signsOut()) throw new Refused("the provider signs nobody out");
        try {
            return new LogoutRequest(told.getEndSessionEndpointURI(), JWTParser.parse(hint), null, provider.client(), back, errand.state(), null).toURI();
        } catch (java.text.ParseException e) {
            throw new Refused("what was kept of the provider is no token", e);
        }
    }

    /** Whether whoever comes back from signing out there was sent by this errand. */
    public static boolean signedOut(Errand errand, Map<String, List<String>> query) {
        return List.of(errand.state().getValue()).equals(query.get("state"));
    }

    /**
     * What the provider says of whoever came back from it.
     *
     * @param query with which the browser came
     */
    public Said finish(Errand errand, URI redirect, Map<String, List<String>> query) throws Refused {
        try {
            var tokens = tokens(errand, redirect, answer(errand, redirect, query));
            var idToken = tokens.getIDToken();
            var claims = idTokens.validate(idToken, errand.nonce());
            var authorized = Optional.ofNullable(claims.getAuthorizedParty()).map(party -> party.getValue());
            if (claims.getAudience().size() > 1 && authorized.isEmpty() || authorized.filter(party -> !party.equals(provider.client().getValue())).isPresent()) throw new Refused("the token was made for somebody else");
            if (claims.getAccessTokenHash() != null) {
                AccessTokenValidator.validate(tokens.getAccessToken(), (JWSAlgorithm) idToken.getHeader().getAlgorithm(), claims.getAccessTokenHash());
            }
            return new Said(fit(claims.getSubject().getValue()), Optional.ofNullable(claims.getStringClaim("sid")).filter(sid -> sid.length() <= LONGEST_NAME),
                    Optional.ofNullable(claims.getAuthenticationTime()).map(Date::toInstant), claims.toJSONObject(), Optional.of(idToken.serialize()));
        } catch (BadJOSEException | InvalidHashException e) {
            throw new Refused("the provider's word about the person does not count", e);
        } catch (JOSEException | ParseException | IOException e) {
            throw new Refused("the provider did not answer as it should", e);
        }
    }

    private AuthenticationSuccessResponse answer(Errand errand, URI redirect, Map<String, List<String>> query) throws Refused, ParseException {
        if (query.values().stream().anyMatch(values -> values.size() != 1)) throw new Refused("the browser came back with the same thing twice");
        var answer = AuthenticationResponseParser.parse(redirect, query);
        if (!errand.state().equals(answer.getState())) throw new Refused("the browser came back from another errand");
        var issuer = Optional.ofNullable(answer.getIssuer());
        if (told.supportsAuthorizationResponseIssuerParam() && issuer.isEmpty() || issuer.filter(said -> !said.equals(provider.issuer())).isPresent()) throw new Refused("the browser came back from somebody else");
        if (!answer.indicatesSuccess()) throw new Refused("the provider says '" + answer.toErrorResponse().getErrorObject().getCode() + "'");
        var success = answer.toSuccessResponse();
        if (success.getAuthorizationCode() == null) throw new Refused("the browser came back without a code");
        return success;
    }

    private OIDCTokens tokens(Errand errand, URI redirect, AuthenticationSuccessResponse answer) throws Refused, ParseException, IOException {
        var grant = new AuthorizationCodeGrant(answer.getAuthorizationCode(), redirect, errand.verifier());
        var request = new TokenRequest.Builder(told.getTokenEndpointURI(), authentication(), grant).build().toHTTPRequest();
        var response = OIDCTokenResponseParser.parse(request.send(wire));
        if (!response.indicatesSuccess()) throw new Refused("the provider does not take the code: '" + response.toErrorResponse().getErrorObject().getCode() + "'");
        if (!(response.toSuccessResponse() instanceof OIDCTokenResponse tokens) || tokens.getOIDCTokens().getIDToken() == null) throw new Refused("the provider says nothing about the person");
        return tokens.getOIDCTokens();
    }

    private ClientAuthentication authentication() {
        var methods = told.getTokenEndpointAuthMethods();
        var posted = methods != null && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC) && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return posted ? new ClientSecretPost(provider.client(), provider.secret()) : new ClientSecretBasic(provider.client(), provider.secret());
    }

    /** What a logout token says, once it was checked; whether it came before is not. */
    public LogoutTokenClaimsSet loggedOut(String token) throws Refused {
        try {
            JWT parsed = JWTParser.parse(token);
            return logoutTokens.validate(parsed);
        } catch (java.text.ParseException | BadJOSEException | JOSEException e) {
            throw new Refused("the logout token does not count", e);
        }
    }

    private static String fit(String subject) throws Refused {
        if (subject.isBlank() || subject.length() > LONGEST_NAME) throw new Refused("the provider's name of the person is too long");
        return subject;
    }

}
