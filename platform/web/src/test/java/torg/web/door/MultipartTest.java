package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=--x";

    @Test
    void fieldsAndFilesAreReadAsTheyWereSent() throws IOException {
        var form = read("preamble\r\n----x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nførste\r\n----\r\n\r\n----x\r\ncontent-disposition: form-data; name=note\r\n\r\n"
                + "\r\n----x\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"a %22b\\\".pdf\"\r\nContent-Type: application/pdf\r\n\r\nline\r\r\n\r\n----y\r\n----x\r\n"
                + "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n----x--\r\nepilogue");

        assertThat(form.fields()).containsOnlyKeys("note").containsEntry("note", List.of("første\r\n----\r\n", ""));
        assertThat(form.files()).as("a field nobody chose a file for has none").containsOnlyKeys("paper");
        assertThat(form.files().get("paper")).returns("a \"b\".pdf", Upload::name).returns("application/pdf", Upload::mediaType);
        for (var again = 0; again < 2; again++) {
            try (var in = form.files().get("paper").bytes().open()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("line\r\r\n\r\n----y");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "----x", "----x\r\n", "----x-x", "----x\r\nContent-Disposition: form-data; name=a\r\n\r\n", "----x\r\nContent-Disposition: form-data; name=a\r\n\r\na\r\n----x",
            "----x\r\nContent-Disposition: form-data; name=a\n\na\r\n----x--", "----xx\r\n\r\n\r\n----x--", "----x\r\nContent-Disposition: form-data; name=a\r\n\r\n\u0001\r\n----x--"})
    void whatNoBrowserSendsIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void everythingInItIsBounded() {
        var part = "----x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
        var namedFile = "----x\r\nContent-Disposition: form-data; name=a; filename=" + "f".repeat(7_000) + "\r\n\r\n\r\n";
        for (var body : List.of(part.repeat(1_001) + "----x--", "----x\r\nX: " + "x".repeat(10_000) + "\r\n\r\n\r\n----x--", "----x\r\nContent-Disposition: form-data; name=a\r\n\r\n" + "a".repeat(2_000_000) + "\r\n----x--", namedFile.repeat(200) + "----x--")) {
            assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.TOO_LARGE));
        }
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\rb\"", "multipart/form-data; boundary=" + "x".repeat(71))) {
            assertThatThrownBy(() -> Multipart.read(bytes("----x--"), type, 1_000_000)).isInstanceOf(TorgException.class);
        }
    }

    @Test
    void theNameOfAFileThatIsTheBodyIsInItsHeader() {
        assertThat(Disposition.filename("attachment; filename=\"a\\\"b.pdf\"")).isEqualTo("a\"b.pdf");
        assertThat(Disposition.filename("attachment; filename=\"EURO.pdf\"; filename*=UTF-8''%e2%82%ac.pdf")).isEqualTo("€.pdf");
        assertThat(Disposition.filename("attachment; filename=\"" + new String("bl\u00e5b\u00e6r.pdf".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + "\"")).isEqualTo("bl\u00e5b\u00e6r.pdf");
        assertThat(Disposition.filename("attachment; filename=\"bl\u00e5.pdf\"")).as("as RFC 6266 has it").isEqualTo("bl\u00e5.pdf");
        assertThat(Disposition.filename("attachment; filename=plain.pdf; filename*=UTF-8''%ff")).isEqualTo("plain.pdf");
        assertThat(Disposition.filename("inline")).isEmpty();
    }

    private static Multipart.Form read(String body) throws IOException {
        return Multipart.read(bytes(body), TYPE, 1_000_000);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
