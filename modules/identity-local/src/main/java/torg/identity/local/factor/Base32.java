package torg.identity.local.factor;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Bytes as people type them: RFC 4648, without padding. */
final class Base32 {
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** @param bytes a multiple of five, so that none of the last sign's bits is left over */
    static String written(byte[] bytes) {
        var number = new BigInteger(1, bytes);
        var text = new StringBuilder();
        for (var place = bytes.length * Byte.SIZE / BITS - 1; place >= 0; place--) text.append(SIGNS.charAt(number.shiftRight(place * BITS).intValue() & 31));
        return text.toString();
    }

    static byte[] read(String text) {
        var bytes = new ByteArrayOutputStream();
        var held = 0;
        var bits = 0;
        for (var sign : text.toCharArray()) {
            held = held << BITS | SIGNS.indexOf(sign);
            bits += BITS;
            if (bits < Byte.SIZE) continue;
            bits -= Byte.SIZE;
            bytes.write(held >> bits);
            held &= (1 << bits) - 1;
        }
        return bytes.toByteArray();
    }
}
