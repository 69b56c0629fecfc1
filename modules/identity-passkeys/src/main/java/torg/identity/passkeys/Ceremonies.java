package torg.identity.passkeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.text.Characters;

/**
 * Asks authenticators, and judges what they answer. Where the portal is, is what the portal was set up with: never what a request says.
 *
 * <p>Source: W3C Web Authentication, level 3, sections 7.1 and 7.2.
 */
final class Ceremonies {
    private static final Logger LOG = LoggerFactory.getLogger(Ceremonies.class);
    /** More than any answer without attestation has. */
    static final int LONGEST_ANSWER = 20_000;
    private static final int HANDLE_BYTES = 32;
    private final Passkeys passkeys;
    private final Challenges challenges;
    private final InstantSource clock;

    Ceremonies(Passkeys passkeys, InstantSource clock) {
        this.passkeys = passkeys;
        this.challenges = new Challenges(clock);
        this.clock = clock;
    }

    /** Whether browsers have passkeys for a portal of this address: for a name over HTTPS, and for localhost. */
    static boolean serves(String origin) {
        var host = URI.create(origin).getHost();
        return host != null && !host.startsWith("[") && !host.matches("[0-9.]+") && (origin.startsWith("https:") || host.equals("localhost"));
    }

    /**
     * What a browser is asked for when somebody adds a passkey, as JSON for {@code navigator.credentials.create}.
     *
     * @param session of who asks: the answer counts there alone
     */
    String adding(String origin, String site, String contact, String name, String session) {
        // Other tabs may add and take away before the answer comes: the table has to name the contact as the authenticator was told here.
        var handle = passkeys.getUserHandleForUsername(contact).orElseGet(() -> new ByteArray(challenges.drawn(HANDLE_BYTES)));
        var challenge = challenges.next(forAdding(contact, session), handle);
        var options = PublicKeyCredentialCreationOptions.builder().rp(house(origin, site)).user(UserIdentity.builder().name(name).displayName(name).id(handle).build())
                .challenge(challenge).pubKeyCredParams(party(origin, site).getPreferredPubkeyParams())
                .excludeCredentials(passkeys.getCredentialIdsForUsername(contact)).timeout(Challenges.GOOD_FOR.toMillis())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder().residentKey(ResidentKeyRequirement.REQUIRED).userVerification(UserVerificationRequirement.REQUIRED).build())
                .attestation(AttestationConveyancePreference.NONE).build();
        try {
            return options.toCredentialsCreateJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what this module makes can be written", e);
        }
    }

    /** The passkey that an authenticator made; empty when the answer is no good one. It is not kept yet. */
    Optional<Passkey> added(String origin, String site, String contact, String session, String name, String answer) {
        if (answer.length() > LONGEST_ANSWER) return Optional.empty();
        try {
            var response = PublicKeyCredential.parseRegistrationResponseJson(answer);
            var challenge = response.getResponse().getClientData().getChallenge();
            if (!challenges.isGood(challenge, forAdding(contact, session))) return Optional.empty();
            var handle = Challenges.along(challenge);
            var request = PublicKeyCredentialCreationOptions.builder().rp(house(origin, site)).user(UserIdentity.builder().name(contact).displayName(contact).id(handle).build()).challenge(challenge)
                    .pubKeyCredParams(party(origin, site).getPreferredPubkeyParams())
                    .authenticatorSelection(AuthenticatorSelectionCriteria.builder().userVerification(UserVerificationRequirement.REQUIRED).build()).build();
            var result = party(origin, site).finishRegistration(FinishRegistrationOptions.builder().request(request).response(response).build());
            if (!result.isUserVerified() || !challenges.take(challenge)) return Optional.empty();
            return Optional.of(new Passkey("", 0, contact, result.getKeyId().getId(), handle, named(name), result.getPublicKeyCose(), result.getSignatureCount(), clock.instant(), Optional.empty()));
        } catch (IOException | RegistrationFailedException | RuntimeException e) {
            LOG.debug("passkey not added", e);
            return Optional.empty();
        }
    }

    /**
     * What a browser is asked for when somebody signs in, whoever that may be, as JSON for {@code navigator.credentials.get}.
     *
     * @param browser the answer counts there alone
     */
    String entering(String origin, String browser) {
        try {
            return request(origin, challenges.next(forEntering(browser))).toCredentialsGetJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what this module makes can be written", e);
        }
    }

    /**
     * Whose passkey answered. It counts once: the challenge is taken, and the passkey's counter is kept.
     */
    Entered entered(String origin, String site, String browser, String answer) {
        if (answer.length() > LONGEST_ANSWER) return Entered.NOBODY;
        try {
            var response = PublicKeyCredential.parseAssertionResponseJson(answer);
            var challenge = response.getResponse().getClientData().getChallenge();
            if (!challenges.isGood(challenge, forEntering(browser)) || response.getResponse().getUserHandle().isEmpty()) return Entered.NOBODY;
            var passkey = passkeys.find(response.getId());
            if (passkey.isEmpty()) return Entered.NOBODY;
            var result = party(origin, site).finishAssertion(FinishAssertionOptions.builder().request(request(origin, challenge)).response(response).build());
            if (!result.isSuccess() || !result.isUserVerified()) return Entered.NOBODY;
            if (!result.isSignatureCounterValid()) return Entered.by(passkey.get(), true);
            if (!challenges.take(challenge) || !passkeys.used(passkey.get(), result.getSignatureCount(), clock.instant())) return Entered.NOBODY;
            return Entered.by(passkey.get(), false);
        } catch (IOException | AssertionFailedException | RuntimeException e) {
            LOG.debug("passkey refused", e);
            return Entered.NOBODY;
        }
    }

    /**
     * Who answered.
     *
     * @param contact empty when the answer is no good one
     * @param passkey the id of what answered; empty as well then
     * @param behind whether the passkey counts less than it did: there are two of it, and nobody is let in
     */
    record Entered(Optional<String> contact, Optional<String> passkey, boolean behind) {
        static final Entered NOBODY = new Entered(Optional.empty(), Optional.empty(), false);

        static Entered by(Passkey passkey, boolean behind) {
            return new Entered(Optional.of(passkey.contact()), Optional.of(passkey.id()), behind);
        }
    }

    private static AssertionRequest request(String origin, ByteArray challenge) {
        return AssertionRequest.builder().publicKeyCredentialRequestOptions(PublicKeyCredentialRequestOptions.builder().challenge(challenge).rpId(host(origin))
                .userVerification(UserVerificationRequirement.REQUIRED).timeout(Challenges.GOOD_FOR.toMillis()).build()).build();
    }

    /** A counter that steps back is told apart from a wrong signature here, so the library does not refuse it. */
    private RelyingParty party(String origin, String site) {
        return RelyingParty.builder().identity(house(origin, site)).credentialRepository(passkeys).origins(Set.of(origin)).attestationConveyancePreference(AttestationConveyancePreference.NONE)
                .allowUntrustedAttestation(true).validateSignatureCounter(false).build();
    }

    private static RelyingPartyIdentity house(String origin, String site) {
        return RelyingPartyIdentity.builder().id(host(origin)).name(site).build();
    }

    /** The name for which browsers have passkeys of this portal. */
    static String host(String origin) {
        return URI.create(origin).getHost();
    }

    private static String forAdding(String contact, String session) {
        return "add " + contact + " " + session;
    }

    private static String forEntering(String browser) {
        return "enter " + browser;
    }

    private static String named(String typed) {
        var line = Characters.line(typed).strip();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(line.codePointCount(0, line.length()), PasskeyTable.LONGEST_NAME / 2)));
    }
}
