package torg.pages.markup;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import torg.api.site.SiteSettings;
import torg.pages.tree.Addresses;
import torg.pages.tree.Pictures;

/**
 * Makes mark-up of what authors write, in one language: Markdown is rendered, its own HTML shown as text; HTML documents pass as far as
 * {@link SafeHtml} lets them. Links to the site's pages lead to the same language.
 */
public final class Markup {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .attributeProviderFactory(_ -> (node, _, attributes) -> {
                // Alignment by class: HTML of today knows no align attribute.
                if (node instanceof TableCell cell && attributes.remove("align") != null && cell.getAlignment() == TableCell.Alignment.RIGHT) {
                    attributes.put("class", "num");
                }
                // Nothing between the brackets says nothing; in HTML an empty text says that there is nothing to be seen.
                if (node instanceof Image && "".equals(attributes.get("alt"))) attributes.remove("alt");
            }).build();

    private final Locale locale;
    private final String prefix;
    private final Set<String> elsewhere;
    private final SafeHtml safe = new SafeHtml(this::link);

    Markup(SiteSettings settings, Locale locale) {
        this.locale = locale;
        this.prefix = settings.prefix(locale);
        this.elsewhere = new HashSet<>(Addresses.TAKEN);
        settings.locales().forEach(other -> elsewhere.add(other.toLanguageTag()));
    }

    /** Mark-up of Markdown, not yet safe. */
    public static String markdown(String text) {
        return RENDERER.render(PARSER.parse(text));
    }

    /** Safe mark-up of a body of this type, and the names of what was left out of it; of its images the smaller ones of these pictures are shown. */
    SafeHtml.Cleaned render(String type, String text, Pictures pictures) {
        return type.equals("md") ? safe.cleanRendered(markdown(text), pictures, locale) : safe.clean(text, pictures, locale);
    }

    /** Links to pages get the language's prefix; what the house serves itself, and pages that name a language, do not. */
    private String link(String link) {
        if (prefix.isEmpty() || !link.startsWith("/") || link.startsWith("//")) return link;
        if (elsewhere.contains(link.substring(1).split("[/?#]", 2)[0])) return link;
        return link.length() == 1 || "?#".indexOf(link.charAt(1)) >= 0 ? prefix + link.substring(1) : prefix + link;
    }
}
