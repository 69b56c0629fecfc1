package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeValue;
import torg.api.text.Text;
import torg.testkit.TestSource;

class ShippedContentTest {
    private static final Path SITE = Path.of("../../content/customer-portal");
    private static final Path THEME = Path.of("../../themes/torg");
    private static final List<String> ORDERING = List.of("/orders", "/orders/find", "/orders/new", "/orders/{number}", "/products", "/products/{number}", "/inquiries", "/inquiries/new",
            "/inquiries/{number}", "/invoices", "/invoices/{number}", "/notifications", "/shipments/{number}");
    /** For customers alone: the account and its contacts are those of whoever looks. */
    private static final List<String> REPRESENTING = List.of("/account", "/account/contacts", "/account/colleagues");
    private static final List<String> SELLING = List.of("/customers", "/customers/{number}", "/admin", "/admin/permissions", "/admin/permissions/diff", "/admin/tokens",
            "/admin/sync", "/admin/sync/row", "/admin/on-behalf", "/admin/mail", "/admin/searches", "/admin/people", "/admin/audit",
            "/admin/sessions", "/admin/personal-data", "/admin/terms");
    /** Of whoever is signed in. */
    private static final List<String> PERSONAL = List.of("/profile", "/prove", "/second-factor");
    private static final List<String> PUBLIC = List.of("/", "/sign-in", "/invitation", "/register", "/password", "/email", "/unsubscribe", "/company", "/contact", "/terms", "/search", "/news",
            "/news/christmas-deliveries", "/news/your-own-documents", "/news/order-desk-at-eight");

    private final PagesCompiler compiler = new PagesCompiler();

    private static TestSource site() throws IOException {
        var surface = new ThemeValue.Color("#ffffff", "#000000");
        var settings = List.of(new ThemeSetting("surface", Text.of("Surface"), Optional.empty(), new ThemeSetting.Kind.Color(List.of()), surface, surface));
        var source = new TestSource().part(SiteTheme.class, new SiteTheme("torg", Text.of("Torg"), List.of(), List.of(), settings)).languages("en", "nb")
                .marker("contact", "/contact").marker("terms", "/terms").marker("password", "/password").marker("email", "/email").marker("new-order", "/orders/new")
                .folder(SITE, "pages", "page-types", "snippets", "roles");
        for (var name : List.of("navigation.yml", "redirects.yml", "pictures.yml")) source.document(name, Files.readString(SITE.resolve(name)));
        files(source, THEME, "theme/");
        files(source, SITE.resolve("files"), "files/");
        return source;
    }

    private static void files(TestSource source, Path folder, String prefix) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                var text = path.toString().endsWith(".mustache") ? Files.readString(path) : "";
                source.file(prefix + folder.relativize(path).toString().replace('\\', '/'), text);
            }
        }
    }

    @Test
    void compilesWithoutAnythingToComplainOf() throws IOException {
        assertThat(site().problems(compiler)).isEmpty();
    }

    @Test
    void opensItsPagesToTheRolesTheyAreFor() throws IOException {
        var tree = site().compile(compiler).tree();
        var representative = caller("customer-representative");
        var authorized = caller("authorized-user");
        var unauthorized = Caller.contact("c", "May", List.of("a"), List.of());

        assertThat(tree.entries()).hasSize(ORDERING.size() + REPRESENTING.size() + SELLING.size() + PUBLIC.size() + PERSONAL.size());
        for (var entry : tree.entries()) {
            var path = entry.page().path();
            assertThat(entry.page().open()).as(path).isEqualTo(PUBLIC.contains(path));
            assertThat(entry.admits(Caller.ANONYMOUS)).as(path).isEqualTo(PUBLIC.contains(path));
            assertThat(entry.admits(unauthorized)).as(path).isEqualTo(PUBLIC.contains(path) || PERSONAL.contains(path));
            assertThat(entry.admits(authorized)).as(path).isEqualTo(!REPRESENTING.contains(path) && !SELLING.contains(path));
            assertThat(entry.admits(representative)).as(path).isEqualTo(!SELLING.contains(path));
            assertThat(entry.admits(caller("administrator"))).as(path).isEqualTo(!REPRESENTING.contains(path));
        }
    }

    private static Caller caller(String role) {
        return Caller.contact("c", "Somebody", List.of("a"), List.of(role));
    }
}
