package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A company signs in through its own Keycloak, by OpenID Connect and by SAML, in a browser that keeps the cookies of one site from the forms of another. */
@EnabledIfSystemProperty(named = "torg.full", matches = "true", disabledReason = "Keycloak takes minutes to start; launcher/torg test --full asks it")
class KeycloakHouseTest {
    private final Portal portal = Portal.shared();
    private final Path openId = portal.settings().resolve("torg.identity.oidc.properties");
    private final Path saml = portal.settings().resolve("torg.identity.saml.properties");
    private final Path documents = portal.site().resolve("providers");
    private static Keycloak keycloak;

    @BeforeAll
    static void thereIsAKeycloak() throws Exception {
        keycloak = new Keycloak(Portal.shared().running().address());
    }

    @AfterAll
    static void thereIsNone() throws InterruptedException {
        if (keycloak != null) keycloak.close();
    }

    @BeforeEach
    void thePortalKnowsIt() throws Exception {
        Files.createDirectories(documents);
        for (var protocol : List.of("openid", "saml")) {
            Files.writeString(documents.resolve("acme-" + protocol + ".yml"), """
                    provider: acme-%s
                    label: Acme by %s
                    unknown: create
                    accounts: [{domain: acme.example, account: FISSA}]
                    roles: {claim: groups, give: {buyers: authorized-user}}
                    """.formatted(protocol, protocol));
        }
        Files.createDirectories(portal.settings());
        Files.writeString(openId, "acme-openid.issuer=" + keycloak.issuer() + "\nacme-openid.client-id=torg\nacme-openid.client-secret=a-secret-of-the-test\n");
        Files.writeString(saml, "acme-saml.metadata=" + keycloak.metadata() + "\nacme-saml.mail-verified=true\n");
        Eventually.holds("both are offered", () -> portal.anonymous().get("/sign-in").body().contains("Sign in with Acme by openid") && portal.anonymous().get("/sign-in").body()
                .contains("Sign in with Acme by saml"));
    }

    @AfterEach
    void thePortalForgetsIt() throws Exception {
        Files.delete(openId);
        Files.delete(saml);
        for (var protocol : List.of("openid", "saml")) Files.delete(documents.resolve("acme-" + protocol + ".yml"));
        Files.delete(documents);
    }

    @Test
    void whoSignsInThereIsTheSamePersonHereByEitherProtocol() {
        try (var chromium = new Chromium()) {
            var first = "";
            try (var joans = chromium.context(new Browser.NewContextOptions().setLocale("en")); var page = joans.newPage()) {
                in(page, "openid");
                first = session(page);
                page.navigate(keycloak.signOut().toString());
                page.locator("#kc-logout").press("Enter");
                page.waitForLoadState();
                Eventually.holds("she is out here as well", () -> {
                    page.navigate(at("/orders"));
                    return page.url().startsWith(at("/sign-in"));
                });
            }
            try (var joans = chromium.context(new Browser.NewContextOptions().setLocale("en")); var page = joans.newPage()) {
                in(page, "saml");
                assertThat(session(page)).isEqualTo(first);
                page.navigate(at("/profile"));
                assertThat(page.content()).contains("through acme-saml", "Unlink: Acme by saml", "Unlink: Acme by openid");

                page.navigate(at("/prove?return=/profile"));
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Confirm with Acme by saml")).press("Enter");
                assertThat(page.locator("#password").isVisible()).as("asked although Keycloak knows her").isTrue();
                page.locator("#password").fill("a password of the test");
                page.locator("#kc-login").press("Enter");
                page.waitForURL(at("/profile"));
            }
        }
    }

    @Test
    void whatAnotherSitePostsInABrowserThatWasNotSentLetsNobodyIn() {
        try (var chromium = new Chromium(); var joans = chromium.context(new Browser.NewContextOptions().setLocale("en")); var page = joans.newPage()) {
            page.navigate(at("/sign-in"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Acme by saml")).press("Enter");
            page.locator("#username").waitFor();
            joans.clearCookies(new BrowserContext.ClearCookiesOptions().setName("torg-detour"));
            page.locator("#username").fill("joan");
            page.locator("#password").fill("a password of the test");
            page.locator("#kc-login").press("Enter");
            page.waitForURL(at("/sign-in?elsewhere=refused"));
            assertThat(page.locator("main").innerText()).contains("That did not work");
        }
    }

    /** Whoever comes for the first time accepts the terms. */
    private void in(Page page, String protocol) {
        page.navigate(at("/sign-in?return=/orders"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with Acme by " + protocol)).press("Enter");
        page.locator("#username").fill("joan");
        page.locator("#password").fill("a password of the test");
        page.locator("#kc-login").press("Enter");
        page.waitForURL(url -> url.equals(at("/orders")) || url.startsWith(at("/terms")));
        if (page.url().equals(at("/orders"))) return;
        page.locator("[name=accepted]").check();
        page.locator("form:has([name=accepted]) [type=submit]").press("Enter");
        page.waitForURL(at("/orders"));
    }

    /** Who is in, without what is another one in each session. */
    private String session(Page page) {
        page.navigate(at("/api/session"));
        assertThat(page.content()).contains("\"account\":\"FISSA\"", "authorized-user", "Joan Acme");
        return page.locator("body").innerText().replaceAll("\"csrf\":\"[^\"]*\"", "");
    }

    private String at(String path) {
        return portal.running().address() + path;
    }
}
