package torg.demo.erp.books;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Csv;

/** The rows of a CSV file on the class path; every value is a text. */
final class CsvFile {
    private CsvFile() {}

    static List<Row> rows(String path) {
        try (var file = CsvFile.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("the file '%s' is missing from the program".formatted(path));
            }
            var csv = new Csv();
            csv.setCaseSensitiveColumnNames(true);
            var rows = new ArrayList<Row>();
            try (var result = csv.read(new InputStreamReader(file, StandardCharsets.UTF_8), null)) {
                var columns = result.getMetaData();
                while (result.next()) {
                    var row = new Row();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        if (result.getString(i) != null) {
                            row.set(columns.getColumnName(i), result.getString(i));
                        }
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("the file '%s' cannot be read".formatted(path), e);
        } catch (SQLException e) {
            throw new IllegalStateException("the file '%s' is not well-formed: %s".formatted(path, e.getMessage()), e);
        }
    }
}
