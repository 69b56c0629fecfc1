package torg.web.door;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Stream;

/**
 * Reads a posted form that carries files, once from its beginning to its end: fields become texts, of files it is noted where in the body they lie. Strict: what browsers do not
 * send is refused.
 *
 * <p>Source: RFC 7578 and RFC 2046, section 5.1; names as the HTML Standard encodes them ("multipart/form-data").
 */
final class Multipart {
    static final String TYPE = "multipart/form-data";
    private static final int MOST_PARTS = 1_000;
    private static final int LONGEST_HEAD = 8 * 1024;
    private final Bytes body;
    private final InputStream in;
    private final byte[] delimiter;
    private final int largestText;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, Upload> files = new LinkedHashMap<>();
    private long at;
    private int texts;

    private Multipart(Bytes body, InputStream in, String boundary, int largestText) {
        this.body = body;
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.largestText = largestText;
    }

    /**
     * What a form carries.
     *
     * @param fields texts by name, both in the order they came
     * @param files by name, the first each; where none was chosen there is none
     */
    record Form(Map<String, List<String>> fields, Map<String, Upload> files) {}

    /** @param largestText bytes of everything together but what the files hold */
    static Form read(Bytes body, String contentType, int largestText) throws IOException {
        var boundary = Disposition.parameters(contentType).getOrDefault("boundary", "");
        if (!boundary.matches("[A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-]")) throw malformed("has no boundary");
        try (var in = new BufferedInputStream(body.open(), 64 * 1024)) {
            return new Multipart(body, in, boundary, largestText).read();
        }
    }

    private Form read() throws IOException {
        pass(null, 2); // as if a line had ended before the first boundary
        for (var parts = 0; more(); ) {
            if (++parts > MOST_PARTS) throw tooLarge("there are more than " + MOST_PARTS + " fields");
            part(head());
        }
        fields.replaceAll((_, values) -> Collections.unmodifiableList(values));
        return new Form(Collections.unmodifiableMap(fields), Collections.unmodifiableMap(files));
    }

    /** Whether a part follows the boundary that was just read. */
    private boolean more() throws IOException {
        var first = next();
        var second = next();
        if (first == '-' && second == '-') return false;
        if (first != '\r' || second != '\n') throw malformed("has something behind a boundary");
        return true;
    }

    private Map<String, String> head() throws IOException {
        var head = new LinkedHashMap<String, String>();
        var line = new ByteArrayOutputStream();
        for (var read = 0; ; read++) {
            if (read > LONGEST_HEAD) throw tooLarge("the head of a field is longer than " + LONGEST_HEAD / 1024 + " KB");
            var sign = next();
            count();
            if (sign != '\n') {
                line.write(sign);
                continue;
            }
            var text = Percent.utf8(ByteBuffer.wrap(line.toByteArray()));
            if (!text.endsWith("\r")) throw malformed("has a line that does not end");
            if (text.length() == 1) return head;
            var colon = text.indexOf(':');
            if (colon > 0) head.put(text.substring(0, colon).strip().toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
            line.reset();
        }
    }

    private void part(Map<String, String> head) throws IOException {
        var disposition = Disposition.parameters(head.getOrDefault("content-disposition", ""));
        var name = Disposition.undone(disposition.getOrDefault("name", ""));
        var first = at;
        if (disposition.get("filename") == null) {
            var text = new ByteArrayOutputStream();
            pass(text, 0);
            fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(Parameters.plain(Percent.utf8(ByteBuffer.wrap(text.toByteArray(), 0, text.size() - delimiter.length))));
            return;
        }
        pass(null, 0);
        var size = at - delimiter.length - first;
        var file = Disposition.undone(disposition.get("filename"));
        if (name.isEmpty() || file.isEmpty() && size == 0) return;
        files.putIfAbsent(name, new Upload(file, head.getOrDefault("content-type", ""), new Stream(size, body).part(first, size).bytes()));
    }

    /**
     * Read past the next boundary. It begins with the only line end that may begin it, so after a sign that does not fit only that one may be its beginning.
     *
     * @param text gets what is read, the boundary too; null for nobody
     * @param matched how much of the boundary stands before
     */
    private void pass(ByteArrayOutputStream text, int matched) throws IOException {
        while (matched < delimiter.length) {
            var sign = next();
            if (text != null) {
                text.write(sign);
                count();
            }
            matched = sign == delimiter[matched] ? matched + 1 : sign == '\r' ? 1 : 0;
        }
    }

    /** What is kept in memory: texts, and the names of fields and files. */
    private void count() {
        if (++texts > largestText) throw tooLarge("the fields of the form are larger than " + largestText / 1024 + " KB");
    }

    private int next() throws IOException {
        var sign = in.read();
        if (sign < 0) throw malformed("ends before its end");
        at++;
        return sign;
    }

    private static TorgException malformed(String what) {
        return Problem.malformed("web.multipart", "the form " + what);
    }

    private static TorgException tooLarge(String what) {
        return TorgException.of(ProblemKind.TOO_LARGE, "web.parameters", what);
    }
}
