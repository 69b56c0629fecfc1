package torg.terms;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.table.Write;

/** SHA-256 over several texts, each with its length, so that no two lists of texts are the same bytes. */
final class Digest {
    private Digest() {}

    static String of(String... parts) {
        return Write.Once.digestOf(Stream.of(parts).map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part).collect(Collectors.joining()));
    }
}
