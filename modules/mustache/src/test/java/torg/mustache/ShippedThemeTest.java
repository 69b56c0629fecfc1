package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedThemeTest {
    private final Gallery gallery = new Gallery("/assets/1");

    @Test
    void compilesWithTheTemplatesOfAllModules() {
        assertThat(gallery.problems().found()).isEmpty();
    }

    @Test
    void paintsEverySampleWithoutAnythingAStrictPolicyWouldStop() {
        assertThat(gallery.samples()).hasSizeGreaterThan(5);
        for (var sample : gallery.samples()) {
            assertThat(gallery.paint(sample)).as(sample).startsWith("<!doctype html>")
                    .doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("<style", " style=").doesNotContainPattern("\\son[a-z]+=")
                    .containsOnlyOnce("<h1");
        }
    }
}
