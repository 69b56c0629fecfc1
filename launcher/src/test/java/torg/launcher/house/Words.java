package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/** The words of an answer, of four letters or more: of its head, where they may be percent-encoded, and of its body; of a workbook all that its parts say. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_@.-]{2,}[\\p{L}\\p{N}])");
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    /** Said by whoever asked, or other each time. */
    private static final Set<String> LEFT_OUT = Set.of("set-cookie", "x-request-id", "etag", "content-length");

    private Words() {}

    static Set<String> of(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(HashSet::new));
    }

    static Set<String> of(HttpResponse<byte[]> answer) {
        var words = new HashSet<String>();
        answer.headers().map().forEach((header, values) -> {
            if (LEFT_OUT.contains(header)) return;
            words.addAll(of(header));
            for (var value : values) {
                words.addAll(of(value));
                words.addAll(of(decoded(value)));
            }
        });
        var workbook = answer.headers().firstValue("content-type").filter(WORKBOOK::equals).isPresent();
        words.addAll(workbook ? ofWorkbook(answer.body()) : of(new String(answer.body(), StandardCharsets.UTF_8)));
        return words;
    }

    /** As it stands where a per cent sign begins no octet. */
    private static String decoded(String value) {
        return URLDecoder.decode(value.replaceAll("%(?!\\p{XDigit}{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** From a file, as the parts of a streamed one have no sizes yet. */
    private static Set<String> ofWorkbook(byte[] bytes) {
        try {
            var file = Files.createTempFile("torg-workbook", ".xlsx");
            try {
                Files.write(file, bytes);
                var words = new HashSet<String>();
                try (var parts = new ZipFile(file.toFile())) {
                    for (var part : Collections.list(parts.entries())) words.addAll(of(new String(parts.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8)));
                }
                return words;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
