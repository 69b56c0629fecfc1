package torg.lists.forms.chart;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Where;

/**
 * A chart as its document describes it.
 *
 * @param by rows with the same value here make one bar
 * @param read where people read that value: the title behind a lookup
 * @param per the spans that days or moments make; a chart by them has its bars side by side
 * @param sum what is added up; nothing when rows are counted
 * @param currency where the currency of that stands: amounts of different ones are never added
 * @param most how many bars
 */
public record ChartView(String name, Table table, Text title, Path by, Path read, Optional<Period> per, Optional<Path> sum, Optional<Path> currency, Where where, int most) {
    /** Tables whose rows are read. */
    Set<String> tables() {
        var names = new TreeSet<>(by.tables());
        names.addAll(read.tables());
        sum.ifPresent(path -> names.addAll(path.tables()));
        currency.ifPresent(path -> names.addAll(path.tables()));
        where.clauses().forEach(clause -> names.addAll(clause.path().tables()));
        return names;
    }
}
