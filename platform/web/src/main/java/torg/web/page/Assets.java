package torg.web.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.api.web.Reply;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

/**
 * The theme's styles, scripts and images. One fingerprint of them all stands in their address, so browsers keep them for good, and an asset may
 * name another by a relative address.
 */
public final class Assets {
    /** Where they are in a site, and where they are served. */
    private static final String FOLDER = "theme/assets/";
    private static final String ROOT = "/assets/";

    private volatile Catalog newest;

    /** What stands before an asset's path in an address: {@code /assets/<fingerprint>}. */
    public String base(Site site) {
        return ROOT + catalog(site).fingerprint;
    }

    /** The asset of an address below {@code /assets}; empty when there is none. */
    public Optional<Answer> find(String path, Site site) {
        var slash = path.startsWith(ROOT) ? path.indexOf('/', ROOT.length()) : -1;
        if (slash < 0) return Optional.empty();
        var catalog = catalog(site);
        var current = path.substring(ROOT.length(), slash).equals(catalog.fingerprint);
        return Optional.ofNullable(catalog.stored(path.substring(slash + 1), current));
    }

    private Catalog catalog(Site site) {
        var known = newest;
        if (known == null || known.site != site) newest = known = new Catalog(site);
        return known;
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
        final Site site;
        final String fingerprint;
        private final Map<String, ContentFile> files = new TreeMap<>();
        private final Map<String, Stored> sent = new ConcurrentHashMap<>();

        Catalog(Site site) {
            this.site = site;
            site.files().forEach((path, file) -> {
                if (path.startsWith(FOLDER)) files.put(path.substring(FOLDER.length()), file);
            });
            this.fingerprint = Stored.digest(files.values().stream().map(ContentFile::bytes).toArray(byte[][]::new)).substring(0, 12);
        }

        /** The file as it is now; one that is asked for by an older fingerprint must not be kept. */
        Stored stored(String path, boolean current) {
            var file = files.get(path);
            if (file == null) return null;
            var caching = current ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
            return sent.computeIfAbsent(current + path,
                    _ -> new Stored(new Reply(200, Map.of("Content-Type", mediaType(path), "Cache-Control", caching), file.bytes())));
        }
    }
}
