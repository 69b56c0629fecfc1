package torg.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Site;
import torg.api.table.Schema;
import torg.api.table.Table;

/** What a new file begins with: something that the site takes as it is, so that a customizer changes it and need not remember it. */
final class Starts {
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9][a-z0-9-]*|\\[[a-z][a-z0-9]*])(?:/(?:[a-z0-9][a-z0-9-]*|\\[[a-z][a-z0-9]*]))*");
    private static final Pattern THEME_FILE = Pattern.compile("[a-z0-9-]+/(?:templates|assets)(?:/[A-Za-z0-9_-]+)*/[A-Za-z0-9_.-]+\\.(?:mustache|css|js|svg)");
    /** What can be made anew, and how its file ends. */
    static final List<String> KINDS = List.of("pages", "snippets", "lists", "records", "forms", "tables", "roles", "permissions", "themes");

    private Starts() {}

    /** Where something new of this kind and name lies; empty when it cannot be called so. */
    static Optional<String> path(Site site, String kind, String name) {
        if (!KINDS.contains(kind) || name.length() > 150) return Optional.empty();
        if (kind.equals("themes")) return Optional.of("themes/" + name).filter(_ -> THEME_FILE.matcher(name).matches());
        var ending = kind.equals("pages") || kind.equals("snippets") ? ".md" : ".yml";
        return Optional.of(site.path(kind + "/" + name + ending)).filter(_ -> NAME.matcher(name).matches());
    }

    /** The text of a file that is not there yet: in another language what it says in the first one, to be translated. */
    static String text(Site site, String path) {
        var work = Work.of(site, path, site.settings().defaultLocale());
        var language = work.paths().firstKey();
        if (!language.isEmpty()) return translation(site, work, language);
        var kind = work.shelf() + path.substring(Math.max(0, path.lastIndexOf('.')));
        try (var stream = Starts.class.getResourceAsStream("starts/" + (kind.matches("[a-z.]+") ? kind : "none"))) {
            return stream == null ? "" : filled(new String(stream.readAllBytes(), StandardCharsets.UTF_8), site, work.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String translation(Site site, Work work, String language) {
        var base = work.untranslated();
        return site.documents().stream().filter(document -> document.path().equals(base)).findFirst()
                .map(document -> front(work, document, language) + document.body()).orElse("");
    }

    private static String front(Work work, Document base, String language) {
        if (!work.shelf().equals("pages")) return "";
        return "---\ntitle: " + quoted(Work.title(base, Locale.forLanguageTag(language)).orElse(work.name())) + "\n---\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String filled(String text, Site site, String name) {
        var last = name.substring(name.lastIndexOf('/') + 1);
        var table = site.part(Schema.class).flatMap(Starts::table);
        var title = last.startsWith("[") ? last.replace('[', '{').replace(']', '}') : Character.toUpperCase(last.charAt(0)) + last.substring(1).replace('-', ' ');
        return text.replace("{name}", last).replace("{plain}", last.replaceAll("[^a-z0-9]", "")).replace("{title}", title)
                .replace("{table}", table.map(Table::name).orElse("table")).replace("{column}", table.flatMap(Starts::column).orElse("name"));
    }

    /** One to begin with. */
    private static Optional<Table> table(Schema schema) {
        return Optional.ofNullable(schema.tables().get("contact")).or(() -> schema.tables().values().stream().filter(table -> !table.internal()).findFirst());
    }

    /** One that a form can ask for. */
    private static Optional<String> column(Table table) {
        return Optional.of("phone").filter(table.columns()::containsKey).or(() -> Optional.of(table.title()));
    }
}
