package torg.web.door;

import java.util.Optional;

/**
 * Who sends a body, as far as it matters for how much of it is taken.
 *
 * @param who a contact, a program, or the network the body comes from; empty when neither is known
 */
public record Sender(Kind kind, Optional<String> who) {
    /** How a sender is known. */
    public enum Kind {
        /** Signs in, or fills a form that is open to everybody. */
        ANYBODY(16 * 1024, 8 * 1024 * 1024),
        /** Proves its right in another way than by a session. An ERP tells with an event what it is about, up to 256 KB. */
        MACHINE(256 * 1024, 4 * 1024 * 1024),
        /** Has a session or a token. */
        SIGNED_IN(2 * 1024 * 1024, 20 * 1024 * 1024);

        private final int largestBytes;
        private final int budgetBytes;

        Kind(int largestBytes, int budgetBytes) {
            this.largestBytes = largestBytes;
            this.budgetBytes = budgetBytes;
        }

        /** Whether its files, and forms with files, are taken to disk; those of others are bodies as all are, and no larger. */
        boolean sendsFiles() {
            return this == SIGNED_IN;
        }

        /** What one request may carry. */
        int largestBytes() {
            return largestBytes;
        }

        /** What all requests of such senders may carry at one moment: each kind has its own, so that nobody without a session keeps out those with one. */
        int budgetBytes() {
            return budgetBytes;
        }
    }

    /** Says who sends a body, before any of it is read. */
    public interface Known {
        /**
         * Look who it is.
         *
         * @param path decoded
         * @param proof unchecked
         */
        Sender by(String path, Proof proof, Peer peer);
    }
}
