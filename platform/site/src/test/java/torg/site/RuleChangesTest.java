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

    @Test
    void theSettingsOfTheSiteNameTheAdministratorsAndCount() {
        var settings = new Document("content/test/site.yml", "", "site", "", "yml", Node.empty(Position.start("content/test/site.yml")), "administrator-role: buyer", 1);

        assertThat(RuleChanges.between(site(), site(settings))).containsExactly("content/test/site.yml");
    }

    @Test
    void rulesThatSayTheSameHaveOneDigestWhereverTheyStand() {
        var moved = new Document("content/test/roles/buyer.yml", "roles", "buyer", "", "yml", mapping(7, "label", "Buyer"), "", 7);
        var digest = RuleChanges.digest(site(moved));

        assertThat(RuleChanges.digest(site(new Document(moved.path(), "roles", "buyer", "", "yml", mapping(1, "label", "Buyer"), "", 1)))).isEqualTo(digest);
        assertThat(RuleChanges.digest(site(moved, document("pages", "index", "one")))).isEqualTo(digest);
        assertThat(RuleChanges.digest(site(new Document(moved.path(), "roles", "buyer", "", "yml", mapping(7, "label", "Seller"), "", 7)))).isNotEqualTo(digest);
        assertThat(RuleChanges.digest(before)).isNotEqualTo(digest);
    }

    private static Node.Mapping mapping(int line, String key, String value) {
        var at = new Position("content/test/roles/buyer.yml", line, 1);
        return new Node.Mapping(at, Map.of(key, new Node.Scalar(at, value)));
    }

    private static Site site(Document... documents) {
        return new Site("test", 1, new SiteSettings(Text.of("Test"), "test", List.of(Locale.ENGLISH), Map.of()), List.of(documents), Map.of(), Map.of());
    }

    private static Document document(String folder, String name, String says) {
        var path = "content/test/" + folder + "/" + name + ".yml";
        return new Document(path, folder, name, "", "yml", Node.empty(Position.start(path)), says, 1);
    }
}
