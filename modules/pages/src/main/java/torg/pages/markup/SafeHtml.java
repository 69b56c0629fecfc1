package torg.pages.markup;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.owasp.html.Handler;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamRenderer;
import org.owasp.html.PolicyFactory;
import torg.pages.tree.Pictures;

/** Lets text, tables, images and the theme's class names of an author through, and nothing that runs, loads or posts. */
public final class SafeHtml {
    private static final Pattern CLASSES = Pattern.compile("[\\p{Alnum} _-]{1,200}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,60}");
    /** Browsers are told to load nothing from elsewhere. */
    private static final Pattern IMAGE = Pattern.compile("/files/[^\"'\\s]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final Pattern WORDS = Pattern.compile("[^<>]{0,300}");

    /** Tags as Markdown is rendered, of elements that may stand anywhere and say nothing beside their names. */
    private static final Set<String> BARE = Stream.of("p", "em", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
            .flatMap(name -> Stream.of("<" + name + ">", "</" + name + ">")).collect(Collectors.toUnmodifiableSet());
    private static final int LONGEST_BARE = "</blockquote>".length();
    private static final int DEEPEST_BARE = 50;
    private static final String HARMLESS = " \n.,;:()!?-";

    private final PolicyFactory policy;

    /** With what becomes of a link's address. */
    SafeHtml(UnaryOperator<String> link) {
        this.policy = new HtmlPolicyBuilder()
                .allowElements("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "br", "div", "span",
                        "section", "article", "aside", "header", "footer", "address", "figure", "figcaption", "details", "summary",
                        "a", "img", "strong", "em", "b", "i", "small", "sub", "sup", "code", "kbd", "abbr", "time", "mark", "cite", "q", "del", "ins",
                        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
                .allowWithoutAttributes("span", "div", "a")
                .allowStandardUrlProtocols().allowUrlProtocols("tel")
                .allowAttributes("class").matching(CLASSES).globally()
                .allowAttributes("id").matching(ID).globally()
                .allowAttributes("lang", "title", "aria-label", "aria-hidden", "data-label").matching(WORDS).globally()
                .allowAttributes("href").matching((_, _, value) -> link.apply(value)).onElements("a")
                .allowAttributes("src").matching(IMAGE).onElements("img")
                .allowAttributes("alt", "loading").matching(WORDS).onElements("img")
                .allowAttributes("width", "height").matching(NUMBER).onElements("img")
                .allowAttributes("colspan", "rowspan").matching(NUMBER).onElements("th", "td")
                .allowAttributes("scope").matching(WORDS).onElements("th")
                .allowAttributes("start").matching(NUMBER).onElements("ol")
                .allowAttributes("datetime").matching(WORDS).onElements("time")
                .toFactory();
    }

    /**
     * What came through.
     *
     * @param leftOut names of elements and attributes that did not
     * @param images what was known of its images when it was written, by address
     * @param undescribed addresses of images of which nobody says what they show
     */
    public record Cleaned(String markup, Set<String> leftOut, Map<String, Pictures.Image> images, Set<String> undescribed) {
        /** Whether it would be written so again. */
        boolean holds(Pictures pictures) {
            return images.entrySet().stream().allMatch(image -> pictures.at(image.getKey()).equals(image.getValue()));
        }
    }

    /** Of Markdown as it is rendered: its tags are in order, and where there is nothing but letters and bare tags, nothing is cleaned. */
    Cleaned cleanRendered(String html, Pictures pictures, Locale locale) {
        return isBare(html) ? new Cleaned(html, Set.of(), Map.of(), Set.of()) : clean(html, pictures, locale);
    }

    private static boolean isBare(String html) {
        var depth = 0;
        for (var at = 0; at < html.length(); at++) {
            var letter = html.charAt(at);
            if (letter == '<') {
                var end = html.indexOf('>', at);
                if (end < 0 || end - at >= LONGEST_BARE || !BARE.contains(html.substring(at, end + 1))) return false;
                depth += html.charAt(at + 1) == '/' ? -1 : 1;
                if (depth > DEEPEST_BARE) return false;
                at = end;
            } else if (!isHarmless(letter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9' || letter >= '\u00c0' && letter <= '\u024f' || HARMLESS.indexOf(letter) >= 0;
    }

    Cleaned clean(String html, Pictures pictures, Locale locale) {
        var leftOut = new TreeSet<String>();
        var markup = new StringBuilder(html.length());
        var images = new Images(HtmlStreamRenderer.create(markup, Handler.DO_NOTHING), pictures, locale);
        HtmlSanitizer.sanitize(html, policy.apply(images, new HtmlChangeListener<TreeSet<String>>() {
            @Override
            public void discardedTag(TreeSet<String> names, String element) {
                names.add("<" + element + ">");
            }

            @Override
            public void discardedAttributes(TreeSet<String> names, String element, String... attributes) {
                for (var attribute : attributes) names.add(attribute + " of <" + element + ">");
            }
        }, leftOut));
        return new Cleaned(markup.toString(), leftOut.isEmpty() ? Set.of() : leftOut, images.found(), images.undescribed());
    }
}
