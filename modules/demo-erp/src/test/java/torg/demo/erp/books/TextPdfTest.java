package torg.demo.erp.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextPdfTest {
    @Test
    void theTableAtItsEndSaysWhereEachObjectIs() {
        var pdf = text(List.of("Blåbær (1) \\ 2", "€ 7"));
        var table = Integer.parseInt(pdf.replaceAll("(?s).*startxref\n(\\d+)\n%%EOF\n", "$1"));

        assertThat(pdf.substring(table)).startsWith("xref\n0 6\n");
        var entries = Pattern.compile("(\\d{10}) 00000 n ").matcher(pdf.substring(table)).results().map(found -> Integer.parseInt(found.group(1))).toList();
        assertThat(entries).hasSize(5);
        for (var number = 1; number <= 5; number++) assertThat(pdf.substring(entries.get(number - 1))).startsWith(number + " 0 obj\n");
        assertThat(pdf).contains("(Blåbær \\(1\\) \\\\ 2) Tj").contains("(€ 7) Tj");
    }

    @Test
    void whatDoesNotFitOnAPageStandsOnTheNext() {
        var pdf = text(IntStream.range(0, 120).mapToObj(line -> "line " + line).toList());

        assertThat(pdf).contains("/Count 3 ").contains("(line 0) Tj").contains("(line 119) Tj");
        assertThat(text(List.of())).contains("/Count 1 ");
    }

    private static String text(List<String> lines) {
        return new String(TextPdf.of(lines), Charset.forName("windows-1252"));
    }
}
