package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A company signs in through its own OpenID provider, with roles from its claims, in a browser that runs no script. */
class ProviderHouseTest {
    private final Portal portal = Portal.shared();
    private final Path settings = portal.settings().resolve("torg.identity.oidc.properties");
    private final Path mapping = portal.site().resolve("providers/acme.yml");
    private Provider provider;

    @BeforeEach
    void thereIsAProvider() throws Exception {
        provider = new Provider(portal.running().address());
        Files.createDirectories(mapping.getParent());
        Files.writeString(mapping, """
                provider: acme
                label: Acme
                unknown: create
                accounts: [{domain: acme.example, account: FISSA}]
                roles: {claim: groups, give: {buyers: authorized-user}}
                """);
        Files.createDirectories(portal.settings());
        Files.writeString(settings, "acme.issuer=" + provider.issuer() + "\nacme.client-id=torg\nacme.client-secret=a-secret-of-the-test\n");
        Eventually.holds("the provider is offered", () -> portal.anonymous().get("/sign-in").body().contains("Sign in with Acme"));
    }

    @AfterEach
    void thereIsNone() throws Exception {
        Files.delete(settings);
        Files.delete(mapping);
        Files.delete(mapping.getParent());
        provider.close();
    }

    @Test
    void whoSignsInThereIsInHereWithTheRolesOfTheClaimsAndOutWhenSignedOutThere() {
        try (var chromium = new Chromium(); var jims = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(false)); var page = jims.newPage()) {
            in(page);

            page.navigate(at("/api/session"));
            assertThat(page.content()).contains("\"account\":\"FISSA\"", "authorized-user", "jim Acme");
            page.navigate(at("/profile"));
            assertThat(page.content()).contains("through acme", "Other ways to sign in", "Unlink: Acme, jim");

            page.navigate(provider.issuer() + "/session/end");
            page.locator("[name=logout]").press("Enter");
            page.waitForURL(provider.issuer() + "/session/end/success**");
            page.navigate(at("/orders"));
            assertThat(page.url()).as("out with the next request").startsWith(at("/sign-in"));
        }
    }

    @Test
    void whoSignsOutHereCanDoSoThereAsWellAndComesBack() {
        try (var chromium = new Chromium(); var jims = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(false)); var page = jims.newPage()) {
            in(page);
            page.navigate(at("/profile"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out here and at Acme")).press("Enter");
            page.locator("[name=logout]").press("Enter");
            page.waitForURL(at("/sign-in?signed-out=1"));
            page.navigate(at("/orders"));
            assertThat(page.url()).startsWith(at("/sign-in"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Acme")).press("Enter");
            assertThat(page.locator("[name=login]").count()).as("the provider knows nobody either").isOne();
        }
    }

    /** Whoever comes for the first time accepts the terms. */
    private void in(Page page) {
        page.navigate(at("/sign-in?return=/orders"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Acme")).press("Enter");
        page.locator("[name=login]").fill("jim");
        page.locator("[name=password]").fill("whatever");
        page.locator("[type=submit]").press("Enter");
        page.locator("form:not(:has([name=login])) [type=submit]").press("Enter");
        page.waitForURL(url -> url.equals(at("/orders")) || url.startsWith(at("/terms")));
        if (page.url().equals(at("/orders"))) return;
        page.locator("[name=accepted]").check();
        page.locator("form:has([name=accepted]) [type=submit]").press("Enter");
        page.waitForURL(at("/orders"));
    }

    private String at(String path) {
        return portal.running().address() + path;
    }
}
