package torg.identity.local.factor;

import io.nayuki.qrcodegen.QrCode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text as a picture that telephones read: its dark squares as the path of an SVG.
 *
 * @param size of the picture in squares, with the margin that readers want
 * @param path what an SVG's path draws
 */
public record QrPath(int size, String path) {
    private static final int MARGIN = 4;

    public static QrPath of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = IntStream.range(0, code.size * code.size).filter(square -> code.getModule(square % code.size, square / code.size))
                .mapToObj(square -> "M" + (square % code.size + MARGIN) + "," + (square / code.size + MARGIN) + "h1v1h-1z").collect(Collectors.joining());
        return new QrPath(code.size + 2 * MARGIN, path);
    }
}
