package torg.pages.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a PNG or JPEG begins, read without decoding any of it: what it claims to be is known before room is made for it.
 *
 * @param format {@code png} or {@code jpeg}
 * @param width in pixels, as they are stored
 * @param height in pixels, as they are stored
 * @param orientation how cameras say that the picture is to be turned, 1 (as it is) to 8
 * @param plain whether a picture of another size shows the same: neither one that moves, nor one in the colours of printing
 */
record PictureHeader(String format, int width, int height, int orientation, boolean plain) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PNG_CHUNK = 12;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ORIENTATION = 0x0112;

    /** Empty when the bytes are neither, or end before the size is said. */
    static Optional<PictureHeader> of(byte[] bytes) {
        try {
            if (begins(bytes, 0, PNG)) return Optional.of(png(bytes));
            return bytes.length > 2 && two(bytes, 0) == 0xffd8 ? jpeg(bytes) : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty(); // it ends where it must not
        }
    }

    private static PictureHeader png(byte[] bytes) {
        var palette = bytes[25] == 3;
        var plain = true;
        for (var at = (long) PNG.length; ; at += PNG_CHUNK + length(bytes, (int) at)) {
            if (at > bytes.length) throw new IndexOutOfBoundsException();
            var chunk = new String(bytes, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
            // A transparent colour that is no entry of a palette is lost when the picture is read without what else is said of it.
            if (chunk.equals("acTL") || chunk.equals("tRNS") && !palette) plain = false;
            if (chunk.equals("IDAT")) return new PictureHeader("png", four(bytes, 16), four(bytes, 20), 1, plain);
        }
    }

    private static long length(byte[] bytes, int at) {
        return four(bytes, at) & 0xffff_ffffL;
    }

    /** Segments up to the one that says the size. */
    private static Optional<PictureHeader> jpeg(byte[] bytes) {
        var orientation = 1;
        for (var at = 2; one(bytes, at) == 0xff; at += 2 + two(bytes, at + 2)) {
            while (one(bytes, at + 1) == 0xff) at++;
            var marker = one(bytes, at + 1);
            if (marker == 0xe1 && begins(bytes, at + 4, EXIF)) orientation = orientation(Arrays.copyOfRange(bytes, at + 4 + EXIF.length, bytes.length));
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return Optional.of(new PictureHeader("jpeg", two(bytes, at + 7), two(bytes, at + 5), orientation, one(bytes, at + 9) != 4));
            }
            if (marker == 0xda) return Optional.empty();
        }
        return Optional.empty();
    }

    /** Of the first directory of a block as TIFF has it; what is odd about it turns nothing. */
    private static int orientation(byte[] tiff) {
        try {
            var small = tiff[0] == 'I';
            var at = number(tiff, 4, 4, small);
            for (var entries = number(tiff, at, 2, small); entries > 0; entries--) {
                var entry = at + 2 + (entries - 1) * 12;
                if (number(tiff, entry, 2, small) != ORIENTATION) continue;
                var said = number(tiff, entry + 8, 2, small);
                return said >= 1 && said <= 8 ? said : 1;
            }
            return 1;
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static int number(byte[] bytes, int at, int length, boolean small) {
        var number = 0;
        for (var digit = 0; digit < length; digit++) number = number << 8 | one(bytes, small ? at + length - 1 - digit : at + digit);
        return number;
    }

    private static boolean begins(byte[] bytes, int at, byte[] with) {
        return bytes.length >= at + with.length && Arrays.equals(bytes, at, at + with.length, with, 0, with.length);
    }

    private static int one(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    private static int two(byte[] bytes, int at) {
        return one(bytes, at) << 8 | one(bytes, at + 1);
    }

    private static int four(byte[] bytes, int at) {
        return two(bytes, at) << 16 | two(bytes, at + 2);
    }
}
