package torg.api.identity;

import java.time.Instant;

/**
 * Somebody of the seller's people who works in a contact's place: with the rights of that contact and no more, told of beside it wherever it is told who did something.
 *
 * @param contact its own key in table {@code contact}
 * @param name its own display name
 * @param until when that ends by itself
 */
public record Deputy(String contact, String name, Instant until) {}
