package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtendedThemeTest {
    private final MemoryStore store = MemoryStore.withSite();
    private final SiteMaker maker = new SiteMaker("test");

    @BeforeEach
    void aSiteInAThemeThatExtendsAnother() {
        store.put("content/test/site.yml", "name: Test\ntheme: child\nlanguages: [en]")
                .put("themes/child/theme.yml", "extends: plain")
                .put("themes/plain/templates/parts/foot.mustache", "plain foot");
    }

    @Test
    void aTemplateOfTheChildStandsInPlaceOfTheParentsAndAllElseIsTheParents() {
        store.put("themes/child/templates/parts/foot.mustache", "child foot").put("themes/plain/assets/a.css", "a {}");

        assertThat(text("theme/templates/parts/foot.mustache")).isEqualTo("themes/child/templates/parts/foot.mustache: child foot");
        assertThat(text("theme/templates/page.mustache")).isEqualTo("themes/plain/templates/page.mustache: page");
        assertThat(text("theme/assets/a.css")).isEqualTo("themes/plain/assets/a.css: a {}");
    }

    @Test
    void anEditOfEitherIsOnTheSite() {
        store.put("themes/child/templates/parts/foot.mustache", "child foot");
        text("theme/templates/page.mustache");

        store.put("themes/plain/templates/page.mustache", "another page");
        assertThat(text("theme/templates/page.mustache")).endsWith(": another page");
        store.remove("themes/child/templates/parts/foot.mustache");
        assertThat(text("theme/templates/parts/foot.mustache")).endsWith(": plain foot");
    }

    @Test
    void aGrandchildStandsOverBoth() {
        store.put("content/test/site.yml", "name: Test\ntheme: grandchild\nlanguages: [en]").put("themes/grandchild/theme.yml", "extends: child\nlabel: {en: Grandchild, nb: Barnebarn}")
                .put("themes/child/templates/page.mustache", "child").put("themes/child/templates/parts/foot.mustache", "child").put("themes/grandchild/templates/page.mustache", "grandchild");

        assertThat(text("theme/templates/page.mustache")).endsWith(": grandchild");
        assertThat(text("theme/templates/parts/foot.mustache")).endsWith(": child");
    }

    @Test
    void aParentThatIsNotThereIsToldWhereItIsNamed() {
        store.put("themes/child/theme.yml", "label: Child\nextends: plian");
        assertThat(problems()).containsExactly("themes/child/theme.yml:2:10 there is no theme 'plian' to extend (did you mean 'plain'?)");
    }

    @Test
    void themesThatExtendEachOtherAreRefused() {
        store.put("themes/plain/theme.yml", "extends: child");
        assertThat(problems()).containsExactly("themes/plain/theme.yml:1:10 the themes 'child', 'plain' extend each other in a circle (take 'extends' out of one of them)");
        store.put("themes/plain/theme.yml", "extends: plain");
        assertThat(problems()).containsExactly("themes/plain/theme.yml:1:10 the theme 'plain' extends itself (take 'extends' out of one of them)");
    }

    @Test
    void aLineOfThemesHasAnEnd() {
        for (var i = 0; i < 30; i++) store.put("themes/t" + i + "/theme.yml", "extends: t" + (i + 1));
        store.put("themes/child/theme.yml", "extends: t0");
        assertThat(problems()).containsExactly("themes/t6/theme.yml:1:10 more than 8 themes extend one another (let one of them extend a theme further up)");
    }

    @Test
    void whatAThemeSaysOfItselfIsReadLikeADocument() {
        store.put("themes/child/theme.yml", "extend: plain");
        assertThat(problems()).containsExactly("themes/child/theme.yml:1:9 'extend' is not known here (did you mean 'extends'?)");
        store.put("themes/child/theme.yml", "extends: [plain]");
        assertThat(problems()).singleElement().asString().contains("themes/child/theme.yml:1:10 'extends' is one value");
        store.put("themes/child/theme.yml", "extends: \"plain");
        assertThat(problems()).singleElement().asString().startsWith("themes/child/theme.yml:1:10 ");
        store.remove("themes/child/theme.yml");
        store.put("themes/child/theme.yaml", "extends: plain");
        assertThat(problems()).containsExactly("themes/child/theme.yaml:1:1 what theme 'child' says of itself stands in theme.yml (rename the file)");
    }

    private String text(String path) {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.problems()).isEmpty();
        var file = attempt.site().orElseThrow().files().get(path);
        return file.path() + ": " + new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private List<String> problems() {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.site()).isEmpty();
        return attempt.problems().stream().map(Object::toString).toList();
    }
}
