package torg.demo.erp.books;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text as a PDF of as many A4 pages as they take, in a typewriter's letters, which every reader has.
 *
 * <p>Source: ISO 32000-1, sections 7.5 (file structure) and 9.6.2.2 (standard fonts).
 */
final class TextPdf {
    private static final Charset LETTERS = Charset.forName("windows-1252");
    private static final int LINES_OF_A_PAGE = 56;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> starts = new ArrayList<>();

    private TextPdf() {}

    static byte[] of(List<String> lines) {
        return new TextPdf().written(lines);
    }

    /** Objects: 1 the catalogue, 2 the pages, 3 the font; then of each page itself and what stands on it. */
    private byte[] written(List<String> lines) {
        var pages = Math.max(1, (lines.size() + LINES_OF_A_PAGE - 1) / LINES_OF_A_PAGE);
        var kids = new StringBuilder();
        for (var page = 0; page < pages; page++) kids.append(4 + 2 * page).append(" 0 R ");
        write("%PDF-1.4\n");
        object("<< /Type /Catalog /Pages 2 0 R >>");
        object("<< /Type /Pages /Kids [" + kids + "] /Count " + pages + " >>");
        object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
        for (var page = 0; page < pages; page++) {
            var content = content(lines.subList(page * LINES_OF_A_PAGE, Math.min(lines.size(), (page + 1) * LINES_OF_A_PAGE)));
            object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents " + (5 + 2 * page) + " 0 R >>");
            object("<< /Length " + content.getBytes(LETTERS).length + " >>\nstream\n" + content + "\nendstream");
        }
        return ended();
    }

    private static String content(List<String> lines) {
        var content = new StringBuilder("BT /F1 10 Tf 13 TL 50 790 Td");
        lines.forEach(line -> content.append("\n(").append(line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")).append(") Tj T*"));
        return content.append("\nET").toString();
    }

    private void object(String body) {
        starts.add(bytes.size());
        write(starts.size() + " 0 obj\n" + body + "\nendobj\n");
    }

    private byte[] ended() {
        var table = bytes.size();
        write("xref\n0 " + (starts.size() + 1) + "\n0000000000 65535 f \n");
        starts.forEach(start -> write("%010d 00000 n \n".formatted(start)));
        write("trailer\n<< /Size " + (starts.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return bytes.toByteArray();
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(LETTERS));
    }
}
