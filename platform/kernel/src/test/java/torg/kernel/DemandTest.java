package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

class DemandTest {
    /** A manifest may have a megabyte, and comes from whoever sends a jar. */
    @Test
    void aHeaderOfAnyLengthIsRead() {
        var headers = new Attributes();
        headers.putValue("Import-Package", "a".repeat(500_000) + ";version=\"[1,2)\",b");
        assertThat(Demand.of(headers)).hasSize(2);
    }
}
