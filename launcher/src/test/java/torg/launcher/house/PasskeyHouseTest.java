package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Sam adds a passkey in a real browser, with the authenticator that Chromium pretends to have, comes in with it alone, and takes it away again. */
class PasskeyHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void somebodyComesInWithAPasskeyAlone() {
        try (var chromium = new Chromium(); var context = chromium.context(new Browser.NewContextOptions().setLocale("en"))) {
            var page = context.newPage();
            authenticator(page);
            page.navigate(address("/sign-in"));
            page.getByLabel("E-mail").fill("sam@alfki.example");
            page.getByLabel("Password").fill("northwind");
            page.getByLabel("Password").press("Enter");
            page.waitForURL(url -> !url.contains("/sign-in"));

            page.navigate(address("/profile"));
            page.locator("form[data-passkey=adding] input[name=name]").fill("Chromium");
            assertThat(Chromium.serious(page)).isEmpty();
            page.locator("form[data-passkey=adding] button").press("Enter");
            page.waitForURL(url -> url.contains("passkey=added"));
            assertThat(page.content()).contains("The passkey is added.", "Chromium");

            context.clearCookies();
            page.navigate(address("/sign-in?return=/orders"));
            assertThat(Chromium.serious(page)).isEmpty();
            page.locator("form[data-passkey=entering] button").press("Enter");
            page.waitForURL(url -> !url.contains("/sign-in"));
            assertThat(page.url()).endsWith("/orders");

            page.navigate(address("/profile"));
            assertThat(page.content()).contains("with a passkey");
            page.getByLabel("Remove: Chromium").press("Enter");
            page.waitForURL(url -> url.contains("/sign-in"));
            assertThat(page.url()).as("the session that began with it has ended, and the way back is known").contains("removed");

            context.clearCookies();
            page.navigate(address("/sign-in"));
            page.locator("form[data-passkey=entering] button").press("Enter");
            page.locator("p[role=alert]:visible").waitFor();
            assertThat(page.content()).contains("This passkey could not be used.");
        }
    }

    /** One that knows its person, without anybody who presses. */
    private static void authenticator(Page page) {
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wanted = new JsonObject();
        wanted.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", wanted);
    }

    /** By the name for which browsers have passkeys. */
    private String address(String path) {
        return portal.running().address().resolve(path).toString().replace("127.0.0.1", "localhost");
    }
}
