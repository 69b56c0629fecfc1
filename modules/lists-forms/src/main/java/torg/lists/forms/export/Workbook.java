package torg.lists.forms.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.dhatim.fastexcel.Worksheet;
import torg.lists.forms.list.Sheet;

/** An Excel workbook (Office Open XML) with one sheet. Numbers and dates are what they are; a text is never a formula there, whatever it begins with. */
final class Workbook {
    /** Source: Microsoft, "Excel specifications and limits". */
    private static final int LONGEST_TEXT = 32_767;
    private static final String PROGRAM = "Torg";
    private static final String VERSION = "1.0";

    private Workbook() {}

    /** @param name of the sheet: letters, digits and '-', at most 31 of them */
    static byte[] write(String name, Sheet sheet) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new org.dhatim.fastexcel.Workbook(bytes, PROGRAM, VERSION)) {
            var page = book.newWorksheet(name);
            for (var column = 0; column < sheet.heads().size(); column++) {
                page.value(0, column, sheet.heads().get(column));
                page.style(0, column).bold().set();
            }
            page.freezePane(0, 1);
            for (var row = 0; row < sheet.rows().size(); row++) {
                var values = sheet.rows().get(row);
                for (var column = 0; column < values.size(); column++) {
                    if (values.get(column).isPresent()) put(page, row + 1, column, values.get(column).get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void put(Worksheet page, int row, int column, Object value) {
        switch (value) {
            case BigDecimal number -> {
                page.value(row, column, number);
                if (number.scale() > 0) page.style(row, column).format("#,##0." + "0".repeat(number.scale())).set();
            }
            case LocalDate day -> {
                page.value(row, column, day);
                page.style(row, column).format("yyyy-mm-dd").set();
            }
            case LocalDateTime moment -> {
                page.value(row, column, moment);
                page.style(row, column).format("yyyy-mm-dd hh:mm").set();
            }
            default -> page.value(row, column, text(value.toString()));
        }
    }

    private static String text(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
