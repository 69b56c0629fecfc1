package torg.connector.dynamics;

import java.util.Optional;

/** Where the bearer token comes from. */
interface Tokens extends AutoCloseable {
    /** The value of the Authorization header, or empty for an ERP that asks for none (the demo). */
    Optional<String> authorization();

    @Override
    default void close() {}
}
