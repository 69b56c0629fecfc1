package torg.studio.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Site;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeValue;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.view.PageType;
import torg.api.view.PageTypes;

/** What a new file begins with: something that the site takes as it is, so that a customizer changes it and need not remember it. */
public final class Starts {
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9][a-z0-9-]*|\\[[a-z][a-z0-9]*])(?:/(?:[a-z0-9][a-z0-9-]*|\\[[a-z][a-z0-9]*]))*");
    private static final Pattern THEME_FILE = Pattern.compile("[a-z0-9-]+/(?:theme\\.yml|(?:templates|assets)(?:/[A-Za-z0-9_-]+)*/[A-Za-z0-9_.-]+\\.(?:mustache|css|js|svg))");
    /** What can be made anew, and how its file ends. */
    public static final List<String> KINDS = List.of("pages", "page-types", "snippets", "menus", "words", "lists", "charts", "records", "forms", "tables", "roles", "permissions", "themes");

    /** Of these, what is about the rows of a table. */
    public static final Set<String> OF_A_TABLE = Set.of("lists", "charts", "records", "forms", "permissions");

    private static final List<String> MENUS = List.of("navigation", "redirects");

    /** Below the site's folder: what is set of the theme. */
    public static final String LOOK = "theme.yml";
    /** Likewise: the menus. */
    public static final String NAVIGATION = "navigation.yml";
    /** Where addresses lead at which there is no page any more. */
    public static final String REDIRECTS = "redirects.yml";

    private Starts() {}

    /** A name that something of this kind can have. */
    public static String example(Site site, String kind) {
        return switch (kind) {
            case "themes" -> "torg/templates/page.mustache";
            case "menus" -> MENUS.getFirst();
            case "words" -> site.settings().defaultLocale().toLanguageTag();
            default -> "a";
        };
    }

    /** Where something new of this kind and name lies; empty when it cannot be called so. */
    public static Optional<String> path(Site site, String kind, String name) {
        if (!KINDS.contains(kind) || name.length() > 150) return Optional.empty();
        if (kind.equals("themes")) return Optional.of("themes/" + name).filter(_ -> THEME_FILE.matcher(name).matches());
        if (kind.equals("menus")) return Optional.of(site.path(name + ".yml")).filter(_ -> MENUS.contains(name));
        if (kind.equals("words")) return Optional.of(site.path("messages." + name + ".yml")).filter(_ -> site.settings().locales().stream().anyMatch(locale -> locale.toLanguageTag().equals(name)));
        var ending = kind.equals("pages") || kind.equals("snippets") ? ".md" : ".yml";
        return Optional.of(site.path(kind + "/" + name + ending)).filter(_ -> NAME.matcher(name).matches());
    }

    /** The text of a file that is not there yet: in another language what it says in the first one, to be translated. */
    public static String text(Site site, String path) {
        return text(site, path, Optional.empty());
    }

    /** @param of the table whose rows it is about, or the type of a page; one that the site does not have counts as none */
    public static String text(Site site, String path, Optional<String> of) {
        var work = Work.of(site, path, site.settings().defaultLocale());
        var language = work.paths().firstKey();
        if (!language.isEmpty()) return translation(site, work, language);
        if (path.equals(site.path(LOOK))) return look(site);
        var kind = (work.shelf().equals("menus") ? work.name() : work.shelf()) + path.substring(Math.max(0, path.lastIndexOf('.')));
        var type = work.address().flatMap(address -> of.flatMap(named -> named(site, named)).or(() -> type(site, address)));
        if (type.isPresent()) return typed(type.get(), title(work.name()));
        try (var stream = Starts.class.getResourceAsStream("starts/" + (kind.matches("[a-z.-]+") ? kind : "none"))) {
            return stream == null ? "" : filled(new String(stream.readAllBytes(), StandardCharsets.UTF_8), site, work.name(), of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that can be set of the theme, as it is: the first setting to be changed, the others as notes. */
    private static String look(Site site) {
        var text = new StringBuilder();
        for (var setting : site.part(SiteTheme.class).map(SiteTheme::settings).orElse(List.of())) {
            var said = setting.hint().map(hint -> ": " + hint.in(site.settings().defaultLocale())).orElse("");
            text.append(text.isEmpty() ? "" : "# ").append(setting.name()).append(": ").append(written(setting.value())).append("   # ").append(setting.label().in(site.settings().defaultLocale())).append(said).append('\n');
        }
        return text.toString();
    }

    private static String written(ThemeValue value) {
        return switch (value) {
            case ThemeValue.Color(var light, var dark) -> "{light: " + quoted(light) + ", dark: " + quoted(dark) + "}";
            case ThemeValue.Font(var families, var file) -> file.map(path -> "{family: " + quoted(String.join(", ", families)) + ", file: " + path + "}").orElseGet(() -> quoted(String.join(", ", families)));
            case ThemeValue.Length length -> length.toString();
            case ThemeValue.Figure(var number) -> number.toPlainString();
            case ThemeValue.Choice(var word) -> word;
            case ThemeValue.Flag(var on) -> String.valueOf(on);
            case ThemeValue.Words(var words) -> quoted(words.byLanguage().values().stream().findFirst().orElse(""));
            case ThemeValue.Image(var path) -> path.isEmpty() ? quoted("") : path;
        };
    }

    private static Optional<PageType> named(Site site, String type) {
        return site.part(PageTypes.class).flatMap(types -> Optional.ofNullable(types.byName().get(type)));
    }

    /** The kind of the pages that lie there. */
    private static Optional<PageType> type(Site site, String address) {
        return site.part(PageTypes.class).flatMap(types -> types.byName().values().stream().filter(type -> type.below().stream().anyMatch(above -> address.startsWith(above.equals("/") ? "/" : above + "/"))).findFirst());
    }

    /** A page with what its type asks for; what need not be said stands there as a note. */
    private static String typed(PageType type, String title) {
        var text = new StringBuilder("---\ntitle: ").append(quoted(title)).append("\ntype: ").append(type.name()).append("\nfields:\n");
        for (var field : type.fields()) {
            var needed = field.required() && field.fallback().isEmpty();
            text.append(needed ? "  " : "  # ").append(field.name()).append(": ").append(example(field)).append('\n');
        }
        return text.append("---\nWrite here, in Markdown.\n").toString();
    }

    private static String example(PageType.Field field) {
        var one = switch (field.kind()) {
            case TEXT, LONGTEXT, MARKDOWN, HTML -> quoted("Write here.");
            case DATE -> LocalDate.now(ZoneOffset.UTC).toString();
            case DATETIME -> LocalDate.now(ZoneOffset.UTC) + "T08:00";
            case NUMBER -> "1";
            case BOOLEAN -> "true";
            case CHOICE -> field.choices().keySet().stream().findFirst().orElse("");
            case IMAGE, FILE -> "/files/name.png";
            case PAGE -> "/";
        };
        return field.list() ? "[" + one + "]" : one;
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

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String title(String name) {
        var last = last(name);
        return last.startsWith("[") ? last.replace('[', '{').replace(']', '}') : Character.toUpperCase(last.charAt(0)) + last.substring(1).replace('-', ' ');
    }

    private static String filled(String text, Site site, String name, Optional<String> wanted) {
        var last = last(name);
        var table = site.part(Schema.class).flatMap(schema -> wanted.flatMap(schema::find).filter(known -> !known.internal()).or(() -> table(schema)));
        return text.replace("{name}", last).replace("{plain}", last.replaceAll("[^a-z0-9]", "")).replace("{title}", title(name))
                .replace("{table}", table.map(Table::name).orElse("table")).replace("{column}", table.flatMap(Starts::column).orElse("name"));
    }

    /** One to begin with. */
    private static Optional<Table> table(Schema schema) {
        return Optional.ofNullable(schema.tables().get("contact")).or(() -> schema.tables().values().stream().filter(table -> !table.internal()).findFirst());
    }

    /** One that a form can ask for. */
    private static Optional<String> column(Table table) {
        return Stream.concat(Stream.of("phone", table.title()), table.columns().keySet().stream()).flatMap(name -> table.column(name).stream())
                .filter(column -> column.type() != ColumnType.AUTONUMBER && !column.isCalculated()).map(Column::name).findFirst();
    }
}
