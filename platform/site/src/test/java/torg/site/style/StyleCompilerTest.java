package torg.site.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.spi.site.SiteSource;

class StyleCompilerTest {
    private final Map<String, ContentFile> files = new HashMap<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "a { color: red;\\nb { color: blue; }\\n"        | "1:3 '{' is not closed (add '}' where it ends)"
            "a { color: red; }\\n}\\n"                       | "2:1 '}' closes nothing (take it away, or add what it is to close)"
            "a {\\n  width: calc(1px + 2px;\\n}\\n"          | "2:14 '(' is not closed before '}' (add ')' where it ends)"
            "a[href { color: red; }"                         | "1:2 '[' is not closed (add ']' where it ends)"
            "a { }\\n/* later\\nb { }"                       | "2:1 the comment is not closed (add '*/' where it ends)"
            "a::after {\\n content: 'x;\\n}"                 | "2:11 the text is not closed at the end of its line (add ' where it ends)"
            "a { mask: url(a b.svg) }"                       | "1:11 the address in 'url(' has no end, or holds what an address does not (put quotes around it and close the parenthesis)"
            "a { mask: url(icons.svg; }"                     | "1:11 the address in 'url(' has no end, or holds what an address does not (put quotes around it and close the parenthesis)"
            " \\n"                                           | "1:1 the style sheet holds nothing (write into it, or remove the file and what names it)"
            """)
    void refusesWhatABrowserWouldLoseTheRestOver(String sheet, String problem) {
        var found = problems(sheet.replace("\\n", "\n"));

        assertThat(found).extracting(Object::toString).containsExactly("themes/plain/assets/styles.css:" + problem);
        assertThat(found.getFirst().fatal()).isTrue();
    }

    @Test
    void whateverCssBecomesIsNoMistake() {
        assertThat(problems("""
                @charset "utf-8";
                @layer base, theme;
                @import url("https://fonts.example/a.css") layer(base) supports(display: grid);
                @container card (min-width: 30rem) { .a { &:hover { color: oklch(70% 0.1 200 / 50%); } > b { margin: 0 } } }
                .sm\\:flex, .w-\\[10px\\] { content: "\\"}"; color: color-mix(in oklab, red 20%, transparent); }
                :is(h1, h2):has(+ p) { background: url(data:image/svg+xml;utf8,%3Csvg/%3E) }
                .b { --json: {"a": [1, 2]}; mask: url( ); filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000'); *zoom: 1 }
                @property --x { syntax: '<length>'; inherits: false; initial-value: 0px }
                .c { width: if(media(print): 10px; else: 20px); quotes: "\\
                 on two lines" } <!-- -->
                """)).isEmpty();
    }

    @Test
    void tellsOfFilesThatAreNotThere() {
        put("theme/assets/icons.svg", "<svg/>").put("theme/assets/fonts/a.woff2", "x");
        put("files/css/shop.css", "a { background: url(../range.svg) url(/files/range.svg) url(range.svg) }").put("files/range.svg", "<svg/>");

        var found = problems("@import 'tokens.css';\na { mask: url(\"icons.svg#a\"); src: url(icon.svg?1), url(./fonts/a.woff2), url(../a.png), url(/api/x), url(#a) }");
        assertThat(found).noneMatch(SiteProblem::fatal).extracting(Object::toString).containsExactly(
                "files/css/shop.css:1:61 'range.svg' is no file that there is (did you mean '../range.svg'?)",
                "themes/plain/assets/styles.css:1:9 'tokens.css' is no file that there is (add it, or take what names it out)",
                "themes/plain/assets/styles.css:2:40 'icon.svg?1' is no file that there is (did you mean 'icons.svg'?)",
                "themes/plain/assets/styles.css:2:79 '../a.png' is no file that there is (add it, or take what names it out)");
    }

    @Test
    void aValueThatNobodyGivesIsTold() {
        put("theme/assets/tokens.css", ":root { --paper: #fff; /* --old: 1 */ }\n@property --turn { syntax: '*' }").put("theme/assets/x.js", "e.style.setProperty('--at', 1)");

        assertThat(problems("a { color: var(--papr); top: var(--at); left: var(--old, 1px);\n width: var( --turn ); height: var(--papr) } /* var(--none) */")).extracting(Object::toString)
                .containsExactly("themes/plain/assets/styles.css:1:16 no style sheet gives '--papr' a value (did you mean '--paper'?)");
    }

    @Test
    void aPictureThatNoBrowserShowsIsTold() {
        put("files/a.svg", "<svg>\n  <path d='M0 0'>\n</svg>").put("files/b.svg", "<svg xmlns='http://www.w3.org/2000/svg'><!-- & --></svg>").put("files/c.png", "").put("files/d.txt", "x");

        var found = problems();
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).hasToString("files/a.svg:3:3 here the picture stops being XML, so browsers show nothing of it (close what is open, and write & as &amp;)");
        assertThat(found.getFirst().fatal()).isTrue();
        assertThat(found.getLast()).hasToString("files/c.png:1:1 the file holds nothing (save it again, or remove it and what names it)");
    }

    @Test
    void theThemeThatShipsHasNothingToComplainOf() throws IOException {
        var assets = Path.of("../../themes/torg/assets");
        try (Stream<Path> all = Files.list(assets)) {
            for (var file : all.toList()) put("theme/assets/" + file.getFileName(), Files.readString(file));
        }
        assertThat(files).containsKey("theme/assets/styles.css");
        assertThat(problems()).isEmpty();
    }

    private StyleCompilerTest put(String path, String text) {
        files.put(path, new ContentFile(path.replaceFirst("^theme/", "themes/plain/"), "1", text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    private List<SiteProblem> problems(String sheet) {
        put("theme/assets/styles.css", sheet);
        return problems();
    }

    private List<SiteProblem> problems() {
        var problems = new Problems();
        new StyleCompiler().compile(new FilesOnly(files), problems);
        return problems.found();
    }

    /** A site in the making without documents. */
    private record FilesOnly(Map<String, ContentFile> files) implements SiteSource {
        @Override
        public SiteSettings settings() {
            return new SiteSettings(Text.of("Test"), "plain", List.of(Locale.ENGLISH), Map.of());
        }

        @Override
        public List<Document> documents(String folder) {
            return List.of();
        }

        @Override
        public boolean proposed() {
            return false;
        }

        @Override
        public <T> T part(Class<T> type) {
            throw new IllegalArgumentException("no parts");
        }
    }
}
