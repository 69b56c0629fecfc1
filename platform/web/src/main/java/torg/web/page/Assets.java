package torg.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.web.Reply;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

/**
 * The theme's styles, scripts and images. One fingerprint of them all stands in their address, so browsers keep them for good, and an asset may
 * name another by a relative address. Those of the last few sites are kept: of one that was just replaced, and of one that somebody only looks at before an edit.
 */
public final class Assets {
    /** Where they are in a site, and where they are served. */
    private static final String FOLDER = "theme/assets/";
    private static final String ROOT = "/assets/";

    /** Their files are mostly the same objects. */
    private static final int KEPT = 4;

    /** The one that is no theme's. */
    private static final Stored BANNER = new Stored(new Reply(200, Map.of("Content-Type", mediaType(DeputyBanner.STYLES), "Cache-Control", "public, max-age=0, must-revalidate"), own("on-behalf.css")));

    private volatile Newest newest;
    private final Map<String, Catalog> kept = new LinkedHashMap<>();

    /** Whose catalog was asked for last. */
    private record Newest(Site site, Catalog catalog) {}

    /** What stands before an asset's path in an address: {@code /assets/<fingerprint>}. */
    public String base(Site site) {
        return ROOT + catalog(site).fingerprint;
    }

    /** The asset of an address below {@code /assets}; empty when there is none. */
    public Optional<Answer> find(String path, Site site) {
        if (path.equals(DeputyBanner.STYLES)) return Optional.of(BANNER);
        var slash = path.startsWith(ROOT) ? path.indexOf('/', ROOT.length()) : -1;
        if (slash < 0) return Optional.empty();
        var asked = path.substring(ROOT.length(), slash);
        var catalog = kept(asked).orElseGet(() -> catalog(site));
        return Optional.ofNullable(catalog.stored(path.substring(slash + 1), asked.equals(catalog.fingerprint)));
    }

    private Catalog catalog(Site site) {
        var known = newest;
        if (known == null || known.site != site) newest = known = new Newest(site, keep(new Catalog(site)));
        return known.catalog;
    }

    private Optional<Catalog> kept(String fingerprint) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(fingerprint));
        }
    }

    /** The one that there is already, with what it has sent, or this one, in the place of the oldest. */
    private Catalog keep(Catalog catalog) {
        synchronized (kept) {
            var same = kept.remove(catalog.fingerprint);
            var newer = same == null ? catalog : same;
            kept.put(newer.fingerprint, newer);
            if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
            return newer;
        }
    }

    private static byte[] own(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this room cannot be read", e);
        }
    }

    /** The media type of a file by its ending. */
    public static String mediaType(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "css" -> "text/css;charset=utf-8";
            case "js", "mjs" -> "text/javascript;charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "webp" -> "image/webp";
            case "avif" -> "image/avif";
            case "gif" -> "image/gif";
            case "ico" -> "image/x-icon";
            case "woff2" -> "font/woff2";
            case "woff" -> "font/woff";
            case "json" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            case "txt" -> "text/plain;charset=utf-8";
            case "pdf" -> "application/pdf";
            default -> "application/octet-stream";
        };
    }

    /** The assets of one site. */
    private static final class Catalog {
        final String fingerprint;
        private final Map<String, ContentFile> files = new TreeMap<>();
        private final Map<String, Stored> sent = new ConcurrentHashMap<>();

        Catalog(Site site) {
            site.files().forEach((path, file) -> {
                if (path.startsWith(FOLDER)) files.put(path.substring(FOLDER.length()), file);
            });
            this.fingerprint = Stored.digest(files.entrySet().stream().flatMap(file -> Stream.of((file.getKey() + "\n" + file.getValue().bytes().length + "\n").getBytes(StandardCharsets.UTF_8), file.getValue().bytes())).toArray(byte[][]::new)).substring(0, 12);
        }

        /** The file as it is here; one that is asked for by another fingerprint must not be kept. */
        Stored stored(String path, boolean current) {
            var file = files.get(path);
            if (file == null) return null;
            var caching = current ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
            return sent.computeIfAbsent(current + path,
                    _ -> new Stored(new Reply(200, Map.of("Content-Type", mediaType(path), "Cache-Control", caching), file.bytes())));
        }
    }
}
