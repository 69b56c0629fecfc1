package torg.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox.Edit;
import torg.api.sync.Outbox.Part;

/** What an edit was of is read as it was written, whatever signs keys have, and as older releases wrote it. */
class EditTextTest {
    private static final String DIGEST = "0123456789abcdef";

    @Test
    void isReadAsItWasWritten() {
        var edit = new Edit(Map.of("phone", DIGEST, "name", DIGEST), Map.of(
                new Part("line", "W1-1"), Map.of("quantity", DIGEST, "unit", DIGEST), new Part("line", "a,b:c;d=e/f*g h"), Map.of(), new Part("note", "1"), Map.of()));
        assertThat(EditText.read(EditText.written(edit))).isEqualTo(edit);
        assertThat(EditText.read(EditText.written(Edit.NONE))).isEqualTo(Edit.NONE);
    }

    @Test
    void partsOfWhichAnOlderReleaseNotedNoMoreAreUnknownOnes() {
        assertThat(EditText.read("phone=" + DIGEST + ",*")).isEqualTo(new Edit(Map.of("phone", DIGEST), Map.of(new Part("", ""), Map.of())));
        assertThat(EditText.read(null).parts()).containsOnlyKeys(new Part("", ""));
    }
}
