package torg.api.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.text.Sha256;

/**
 * An entry of the audit log. Its hash covers everything but the values themselves, of which it covers the digest: they can be erased, as the law may demand, and the chain stays whole.
 *
 * @param number 1 for the first there ever was, then without a gap
 * @param at when, to the microsecond
 * @param caller kind and name of who did it: {@code contact:ALFKI-2} with the contact's key, {@code service:sync}, {@code anonymous:anonymous}
 * @param deputy key of the contact who worked in that one's place; empty when nobody did
 * @param account key of the account that was acted for; empty for none
 * @param address the network address from which it came; empty for the house by itself
 * @param request id of the request; empty for the house by itself
 * @param act what was done, see {@link Act}
 * @param values what it held before and holds now; empty when there is nothing to tell, or it was erased
 * @param digest of the values with their salt, in hexadecimal digits; empty when there never were any
 * @param previous hash of the entry before; {@link #FIRST} of the first
 * @param hash of this one, in 64 hexadecimal digits
 */
public record AuditEntry(long number, Instant at, String caller, String deputy, String account, String address, String request, Act act, Optional<Values> values, String digest, String previous, String hash) {
    /** What stands before the first entry. */
    public static final String FIRST = "0".repeat(64);

    /**
     * Cells that changed, and what keeps anybody from guessing them by their digest.
     *
     * @param salt random, in hexadecimal digits
     */
    public record Values(String salt, List<Cell> cells) {
        public Values {
            cells = List.copyOf(cells);
        }

        /** What the entry holds of them. */
        public String digest() {
            return Sha256.hex(bytes(List.of(salt, AuditCells.written(cells))));
        }
    }

    /**
     * A cell that changed; long texts are cut.
     *
     * @param before empty for a cell that was empty
     * @param after empty for a cell that is empty now
     */
    public record Cell(String column, Optional<String> before, Optional<String> after) {}

    /** The entry that follows another, with its hash. */
    public static AuditEntry following(Head head, Instant at, String caller, String deputy, String account, String address, String request, Act act, Optional<Values> values) {
        var open = new AuditEntry(head.number() + 1, at, caller, deputy, account, address, request, act, values, values.map(Values::digest).orElse(""), head.hash(), "");
        return open.hashed(open.computed());
    }

    private AuditEntry hashed(String sum) {
        return new AuditEntry(number, at, caller, deputy, account, address, request, act, values, digest, previous, sum);
    }

    /** The hash that this entry has to have: SHA-256 of its fields in order, each as its length in bytes and its UTF-8; who worked in the caller's place comes last, where somebody did. */
    public String computed() {
        var fields = Stream.of("torg-audit-1", previous, "" + number, at.toString(), caller, account, address, request, act.name(), act.outcome().name(), act.person(), act.table(), act.key(),
                act.detail(), "" + act.times(), digest);
        return Sha256.hex(bytes(Stream.concat(fields, Stream.of(deputy).filter(key -> !key.isEmpty())).toList()));
    }

    /** Where the log stands with this entry. */
    public Head head() {
        return new Head(number, hash);
    }

    private static byte[] bytes(List<String> fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var field : fields) {
                var text = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Where a log stood at some time. Whoever notes one elsewhere notices when the end of the log is cut off, or all of it is made anew.
     *
     * @param number of its last entry; 0 of an empty one
     * @param hash of its last entry
     */
    public record Head(long number, String hash) {
        /** Of an empty log. */
        public static final Head EMPTY = new Head(0, FIRST);

        /** Read what {@link #toString} wrote; empty when it is none. */
        public static Optional<Head> of(String text) {
            var parts = text.split(":", 2);
            return parts.length == 2 && parts[0].matches("[0-9]{1,18}") && parts[1].matches("[0-9a-f]{64}") ? Optional.of(new Head(Long.parseLong(parts[0]), parts[1])) : Optional.empty();
        }

        /** Number, a colon and the hash. */
        @Override
        public String toString() {
            return number + ":" + hash;
        }
    }
}
