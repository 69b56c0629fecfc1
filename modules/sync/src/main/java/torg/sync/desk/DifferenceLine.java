package torg.sync.desk;

import java.util.List;
import torg.sync.compare.Difference;

/** A column that differs, for programs; both values are empty where whoever asks may not read it. */
public record DifferenceLine(String column, String here, String there) {
    static List<DifferenceLine> of(List<Difference> differences) {
        return differences.stream().map(one -> new DifferenceLine(one.column(), one.here(), one.there())).toList();
    }
}
