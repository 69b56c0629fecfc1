package torg.identity.oidc.provider;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a provider says of a person, checked.
 *
 * @param subject the person's name there
 * @param session the person's session there, if it tells
 * @param authenticated when the person showed there who they are, by the provider's clock, if it tells
 * @param claims everything, as JSON has it
 * @param token all of that as an OpenID provider signed it
 */
public record Said(String subject, Optional<String> session, Optional<Instant> authenticated, Map<String, Object> claims, Optional<String> token) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");

    /** An e-mail address that the provider says it has verified. */
    public Optional<String> verifiedEmail() {
        return Boolean.TRUE.equals(claims.get("email_verified")) ? text("email").filter(EMAIL.asMatchPredicate()) : Optional.empty();
    }

    /** The only value of a claim, when it is a text. */
    public Optional<String> text(String claim) {
        return value(claim) instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
    }

    /**
     * The values of a claim; none when there is no such claim.
     *
     * @param claim its name, or names with dots between for one inside another: {@code realm_access.roles}
     */
    public List<String> values(String claim) {
        return switch (value(claim)) {
            case null -> List.of();
            case Collection<?> several -> several.stream().filter(Objects::nonNull).map(Object::toString).toList();
            case Object one -> List.of(one.toString());
        };
    }

    private Object value(String claim) {
        if (claims.containsKey(claim)) return claims.get(claim);
        Object at = claims;
        for (var name : claim.split("\\.")) at = at instanceof Map<?, ?> inside ? inside.get(name) : null;
        return at;
    }
}
