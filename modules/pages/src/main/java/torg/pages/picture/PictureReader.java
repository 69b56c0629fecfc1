package torg.pages.picture;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.ContentFile;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.text.Sha256;
import torg.pages.tree.Picture;
import torg.pages.tree.Pictures;
import torg.spi.site.SiteSource;

/** Finds the pictures among the web files, and remembers those of the last site: an edit changes one file, and the others are the same objects as before. For one thread. */
public final class PictureReader {
    private static final Pattern NAMED = Pattern.compile("files/.+\\.(png|jpe?g|svg)", Pattern.CASE_INSENSITIVE);
    /** Pictures made by other rules than the last version's have another address. */
    private static final byte RULES = 1;
    private static final int LONGEST_SIDE = 20_000;
    private static final long MOST_PIXELS = 50_000_000;

    private Map<ContentFile, Seen> before = Map.of();

    private record Seen(Optional<Picture> picture, Optional<SiteProblem> problem) {
        static Seen as(Picture picture) {
            return new Seen(Optional.of(picture), Optional.empty());
        }

        static Seen odd(ContentFile file, String code, String message, String help) {
            return new Seen(Optional.empty(), Optional.of(new SiteProblem(Position.start(file.path()), code, message, help, false)));
        }
    }

    /** Those of this site; what cannot be one is served as it is, and told. A drawing that does more than draw is refused. */
    public Pictures read(SiteSource source, Problems problems) {
        var now = new IdentityHashMap<ContentFile, Seen>();
        var pictures = new HashMap<String, Picture>();
        source.files().forEach((path, file) -> {
            if (!NAMED.matcher(path).matches()) return;
            var seen = before.containsKey(file) ? before.get(file) : look(path, file);
            now.put(file, seen);
            seen.picture.ifPresent(picture -> pictures.put(path, picture));
            seen.problem.ifPresent(problems::add);
        });
        before = now;
        return new Pictures(pictures, AltTexts.read(source, problems));
    }

    private static Seen look(String path, ContentFile file) {
        if (file.bytes().length == 0) return new Seen(Optional.empty(), Optional.empty()); // is told of as an empty file
        if (path.toLowerCase(Locale.ROOT).endsWith(".svg")) return new Seen(Optional.empty(), Drawing.problem(file));
        var header = PictureHeader.of(file.bytes()).orElse(null);
        if (header == null || header.width() <= 0 || header.height() <= 0) {
            return Seen.odd(file, "pages.picture-broken", "the file does not begin as the picture that its name says", "save it anew as PNG or JPEG, or name it as what it is");
        }
        if (!header.plain()) return new Seen(Optional.empty(), Optional.empty());
        var picture = picture(path, fingerprint(file.bytes()), header);
        if (Math.max(picture.width(), picture.height()) > LONGEST_SIDE || (long) picture.width() * picture.height() > MOST_PIXELS || picture.widths().isEmpty()) {
            return Seen.odd(file, "pages.picture-large", String.format(Locale.ROOT, "the picture has %d x %d pixels, which is too much to make smaller ones of it", picture.width(), picture.height()),
                    "make it smaller, 4000 pixels wide will do; people are sent it as it is");
        }
        return Seen.as(picture);
    }

    private static Picture picture(String path, String fingerprint, PictureHeader header) {
        var lies = header.orientation() > 4;
        return new Picture(path, fingerprint, header.format(), lies ? header.height() : header.width(), lies ? header.width() : header.height(), header.orientation());
    }

    private static String fingerprint(byte[] bytes) {
        var digest = Sha256.begin();
        digest.update(RULES);
        return HexFormat.of().formatHex(digest.digest(bytes), 0, 16);
    }
}
