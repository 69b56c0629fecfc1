package torg.site;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.text.Sha256;

/** Which documents that say who may do what are others on one site than on another. The site's settings are one of them: they name the administrators' role. */
final class RuleChanges {
    private static final Set<String> RULES = Set.of("roles", "permissions", "tables");

    private RuleChanges() {}

    /** Their paths. */
    static SortedSet<String> between(Site before, Site after) {
        if (isSame(before, after)) return new TreeSet<>();
        var old = rules(before);
        var now = rules(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        paths.removeIf(path -> Objects.equals(old.get(path), now.get(path)));
        return paths;
    }

    /** Whether no rule is another, which is seen of most edits without a look into any document: one that did not change is the same object. */
    private static boolean isSame(Site before, Site after) {
        var old = before.documents();
        var now = after.documents();
        if (old.size() != now.size()) return false;
        for (var at = 0; at < now.size(); at++) {
            if (old.get(at) != now.get(at) && (isRule(old.get(at)) || isRule(now.get(at)))) return false;
        }
        return true;
    }

    /** What two sites have in common when their rules say the same, in 64 hexadecimal digits. */
    static String digest(Site site) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var document : rules(site).values()) {
                write(out, document.path());
                write(out, document.fields());
                write(out, document.body());
            }
            return Sha256.hex(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written", e);
        }
    }

    /** With its kind and length before it, so that no text can look like the end of another. */
    private static void write(DataOutputStream out, Node node) throws IOException {
        switch (node) {
            case Node.Mapping(_, var entries) -> {
                out.writeInt(entries.size());
                for (var entry : entries.entrySet()) {
                    write(out, entry.getKey());
                    write(out, entry.getValue());
                }
            }
            case Node.Sequence(_, var items) -> {
                out.writeInt(-1 - items.size());
                for (var item : items) write(out, item);
            }
            case Node.Scalar(_, var value) -> {
                out.writeInt(Integer.MIN_VALUE);
                write(out, value);
            }
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static boolean isRule(Document document) {
        return RULES.contains(document.folder()) || document.folder().isEmpty() && document.name().equals("site");
    }

    private static TreeMap<String, Document> rules(Site site) {
        var rules = new TreeMap<String, Document>();
        site.documents().stream().filter(RuleChanges::isRule).forEach(document -> rules.put(document.path(), document));
        return rules;
    }
}
