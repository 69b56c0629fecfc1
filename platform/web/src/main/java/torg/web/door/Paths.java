package torg.web.door;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Turns the path of an address into the one form the house knows: decoded, without empty, dot or hidden segments. Two spellings of one path
 * would be two doors to the same page, so odd spellings are refused rather than mended.
 */
public final class Paths {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/";

    private Paths() {}

    /** The decoded path; begins with a slash, and keeps a slash at its end. */
    static String decode(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') throw odd("does not begin with a slash");
        for (var i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == ';' || raw.charAt(i) == '\\') throw odd("holds a semicolon or backslash");
        }
        if (raw.contains("//")) throw odd("holds an empty segment");
        var segments = raw.substring(1).split("/", -1);
        for (var i = 0; i < segments.length; i++) segments[i] = segment(segments[i]);
        return "/" + String.join("/", segments);
    }

    /** The decoded path as it is written in an address. */
    public static String encode(String path) {
        return encode(path, UNRESERVED);
    }

    /** A value as it is written after an equals sign in an address. */
    public static String encodeValue(String value) {
        return encode(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");
    }

    /** An address that may hold characters a header cannot carry, with these encoded and everything else as it is. */
    public static String encodeStrays(String address) {
        return encode(address, UNRESERVED + "%?#[]");
    }

    private static String encode(String text, String kept) {
        var encoded = new StringBuilder(text.length() + 16);
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && kept.indexOf(octet) >= 0) encoded.append((char) octet);
            else encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }

    private static String segment(String raw) {
        var segment = Percent.decode(raw, false);
        if (segment.equals(".") || segment.equals("..")) throw odd("holds a dot segment");
        segment.chars().forEach(c -> {
            if (c == '/' || c == '\\') throw odd("holds an encoded slash");
            if (Character.isISOControl(c)) throw odd("holds a control character");
        });
        return segment;
    }

    private static RuntimeException odd(String what) {
        return Problem.malformed("web.path", "the path of the address " + what);
    }
}
