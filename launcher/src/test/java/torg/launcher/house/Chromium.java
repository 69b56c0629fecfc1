package torg.launcher.house;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The browser that is installed here. */
final class Chromium implements AutoCloseable {
    /** Milliseconds until something counts as broken. */
    private static final double PATIENCE = 120_000;
    private final Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setTimeout(PATIENCE).setExecutablePath(program())
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));

    /** Somebody's own windows. */
    BrowserContext context(Browser.NewContextOptions options) {
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    /** Those of somebody who has signed in. */
    BrowserContext context(Browser.NewContextOptions options, Visitor visitor, String address) {
        var context = context(options);
        var cookie = visitor.cookie().orElseThrow().split("=", 2);
        context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(address)));
        return context;
    }

    /**
     * By the keyboard: a click waits for two frames that are alike, and a busy machine may draw none for long. What was pressed waits until the next page begins to come, not until it
     * is there.
     */
    static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().press("Enter");
        page.waitForLoadState();
    }

    /** Looks in the page itself, without a second tab to gather in, which costs more than the looking; no page has frames. */
    static AxeBuilder axe(Page page) {
        var onlyWhatIsWrong = new AxeRunOptions();
        onlyWhatIsWrong.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).setLegacyMode(true).options(onlyWhatIsWrong);
    }

    /** What is serious on a page, by rule and place. */
    static List<String> serious(Page page) {
        return serious(axe(page));
    }

    static List<String> serious(AxeBuilder axe) {
        return axe.analyze().getViolations().stream().filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getNodes().stream().map(node -> String.valueOf(node.getTarget())).toList()).toList();
    }

    private static Path program() {
        return Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome").map(name -> Path.of("/usr/bin", name)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new AssertionError("there is no Chromium; launcher/torg test installs it"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
