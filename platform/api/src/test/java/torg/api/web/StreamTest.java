package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import torg.api.file.Bytes;

class StreamTest {
    private static final byte[] LIST = "a;b".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatWasMadeForOneAnswerIsReadOnce() throws IOException {
        var stream = Stream.once(Bytes.of(LIST));

        assertThat(stream.length()).isEqualTo(3);
        try (var in = stream.bytes().open()) {
            assertThat(in.readAllBytes()).isEqualTo(LIST);
        }
        assertThatThrownBy(() -> stream.bytes().open()).isInstanceOf(IllegalStateException.class).hasMessageContaining("once");
    }

    @Test
    void itIsWrittenBeforeAnybodyReadsIt() throws IOException {
        var made = new byte[] {1, 2, 3};
        var stream = Stream.once(() -> new ByteArrayInputStream(made));
        made[0] = 9;

        try (var in = stream.bytes().open()) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void whatCannotBeReadIsNoStream() {
        assertThatThrownBy(() -> Stream.once(() -> { throw new IOException("gone"); })).isInstanceOf(IOException.class).hasMessage("gone");
    }
}
