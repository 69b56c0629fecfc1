package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void everythingButTheFolderHasADefault() {
        var options = Options.parse("--data", "erp");
        assertThat(options.port()).isEqualTo(8090);
        assertThat(options.data()).isEqualTo(Path.of("erp"));
        assertThat(options.listener()).isEmpty();
        assertThat(options.listenerSecret()).isEmpty();
        assertThat(options.pageSize()).isEqualTo(10_000);
    }

    @Test
    void readsEveryOption() {
        var options = Options.parse("--data", "erp", "--port", "0", "--notify", "http://127.0.0.1:8080/wake", "--notify-secret", "hush", "--page-size", "50", "--note", "erp.process");
        assertThat(options.port()).isZero();
        assertThat(options.listener()).hasValue(URI.create("http://127.0.0.1:8080/wake"));
        assertThat(options.listenerSecret()).hasValue("hush");
        assertThat(options.pageSize()).isEqualTo(50);
        assertThat(options.note()).hasValue(Path.of("erp.process"));
    }

    @Test
    void aValueMayStandBehindAnEqualsSign() {
        var options = Options.parse("--data=erp", "--port=0", "--notify=http://127.0.0.1:8080/wake?a=b");
        assertThat(options.data()).isEqualTo(Path.of("erp"));
        assertThat(options.port()).isZero();
        assertThat(options.listener()).hasValue(URI.create("http://127.0.0.1:8080/wake?a=b"));
    }

    @ParameterizedTest
    @CsvSource({"--port 1,option '--data' is missing", "--data,option '--data' needs exactly one value", "--data a --data b,option '--data' needs exactly one value",
        "--data a --colour red,option '--colour' is not known", "--data a --port 65536,is not a number from 0 to 65535", "--data a --page-size 0,is not a number from 1 to 10000",
        "--data a --notify ftp://x,is not an http address"})
    void saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> Options.parse(line.split(" "))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
