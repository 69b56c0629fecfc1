package torg.table.api.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.testkit.Fuzzing;

/** Whatever filter Jazzer makes up, led by the code that it reaches, is read and answered, or refused. */
class FilterFuzzTest {
    @TempDir
    Path folder;

    @Test
    void whateverIsFilteredByIsAnsweredOrRefused() throws Exception {
        var seeds = List.of("number eq '2' and not (lines lt 2 or total ge 10.5)", "contains(account/name,'alfreds')", "day ge 2026-01-02 and written lt 2026-01-02T09:00:00+01:00",
                "account/salesorder/any(o: o/number eq '3')", "accountRow/salesorder/$count($filter=paid eq false) eq 3 ", "salesorder/all(o: o/lines le 3) or name ne null");
        var filters = new Fuzzing(FuzzedFilter.class, "torg.table.api.ask.**", seeds, Fuzzing.USUAL).run(folder);
        System.out.println("filters that were read: " + filters);
        assertThat(filters).isGreaterThan(seeds.size());
    }
}
