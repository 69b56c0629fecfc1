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

    @Test
    void opensMenusBelowMenusWithoutJavaScript() {
        var page = gallery.paint("orders").replaceAll("\\s+", " ").replace("> <", "><");
        var deep = "<li><span class=\"menu__heading\">Papers</span><ul><li><a href=\"#\">Invoices</a></li><li><a href=\"#\">Certificates</a></li></ul></li>";

        assertThat(page).contains("<details class=\"menu\" data-menu><summary>Account</summary><ul class=\"menu__list\"><li><a href=\"#\">Account</a></li><li><a href=\"#\">Contacts</a></li>" + deep);
        assertThat(page).as("where there is no room").contains("<li><a href=\"#\">Account</a><ul><li><a href=\"#\">Contacts</a></li>" + deep);
    }
}
