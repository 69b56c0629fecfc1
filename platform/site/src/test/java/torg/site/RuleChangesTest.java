package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.text.Text;

/** The audit log is told which documents changed that say who may do what, and of no others. */
class RuleChangesTest {
    private final Site before = site(document("roles", "buyer", "one"), document("permissions", "orders", "one"), document("permissions", "news", "one"), document("pages", "index", "one"));

    @Test
    void whatIsNewGoneOrAnotherIsNamed() {
        var after = site(document("roles", "buyer", "two"), document("permissions", "orders", "one"), document("tables", "color", "one"), document("pages", "index", "two"));

        assertThat(RuleChanges.between(before, after)).containsExactly("content/test/permissions/news.yml", "content/test/roles/buyer.yml", "content/test/tables/color.yml");
    }

    @Test
    void aSiteThatIsMadeAnewOfTheSameRulesChangedNone() {
        assertThat(RuleChanges.between(before, site(before.documents().toArray(Document[]::new)))).isEmpty();
    }

    private static Site site(Document... documents) {
        return new Site("test", 1, new SiteSettings(Text.of("Test"), "test", List.of(Locale.ENGLISH), Map.of()), List.of(documents), Map.of(), Map.of());
    }

    private static Document document(String folder, String name, String says) {
        var path = "content/test/" + folder + "/" + name + ".yml";
        return new Document(path, folder, name, "", "yml", Node.empty(Position.start(path)), says, 1);
    }
}
