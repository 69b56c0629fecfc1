package torg.web.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes percent encoding, strictly: what is not well-formed UTF-8 is refused, not mended. */
final class Percent {
    private Percent() {}

    /**
     * Decode a piece of an address or form.
     *
     * @param plus whether a plus sign stands for a space, as in queries and forms
     */
    static String decode(String raw, boolean plus) {
        if (plain(raw, plus)) return raw;
        var bytes = ByteBuffer.allocate(raw.length());
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c == '%') {
                bytes.put(hex(raw, i + 1));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) (plus && c == '+' ? ' ' : c));
            } else {
                throw Problem.malformed("web.encoding", "the request holds a character that is not percent-encoded");
            }
        }
        return utf8(bytes.flip());
    }

    private static boolean plain(String raw, boolean plus) {
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c == '%' || c >= 0x80 || plus && c == '+') return false;
        }
        return true;
    }

    private static byte hex(String raw, int at) {
        if (at + 1 < raw.length()) {
            var high = Character.digit(raw.charAt(at), 16);
            var low = Character.digit(raw.charAt(at + 1), 16);
            if (high >= 0 && low >= 0) return (byte) (high << 4 | low);
        }
        throw Problem.malformed("web.encoding", "the request holds a percent sign without two hexadecimal digits behind it");
    }

    /** The text these bytes are. */
    static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed("web.encoding", "the request holds bytes that are not UTF-8").causedBy(e);
        }
    }
}
