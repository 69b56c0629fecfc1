package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal in a real browser: an order is placed by hand, and axe finds nothing serious on any page. */
class BrowserHouseTest {
    private static final List<String> PUBLIC = List.of("/", "/sign-in", "/invitation", "/register", "/password", "/email", "/unsubscribe", "/terms", "/company", "/contact", "/news",
            "/news/christmas-deliveries", "/no-such-page");
    private static final List<String> SIGNED_IN = List.of("/", "/orders", "/invoices", "/orders/new", "/orders/find?q=berlin", "/products", "/products/11", "/account",
            "/account/contacts", "/account/colleagues", "/profile", "/prove", "/second-factor", "/notifications", "/inquiries", "/inquiries/new");
    private static final List<String> SELLING = List.of("/admin", "/admin/permissions?person=sam@alfki.example&table=salesorder&privilege=read&key=10643",
            "/admin/permissions/diff", "/admin/tokens", "/admin/on-behalf?q=jane", "/admin/mail", "/admin/searches", "/admin/personal-data", "/admin/terms", "/admin/people?q=anders",
            "/studio", "/studio/theme", "/studio/navigation?item=main/0", "/studio/page?path=content/customer-portal/pages/news/christmas-deliveries.md");
    private static Chromium chromium;
    private final Portal portal = Portal.shared();

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCustomerPlacesAnOrderByHandWithAndWithoutJavaScript(boolean javaScript) {
        try (var context = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript).setLocale("en"))) {
            var page = context.newPage();
            page.navigate(address("/sign-in"));
            page.getByLabel("E-mail").fill("jane@alfki.example");
            page.getByLabel("Password").fill("northwind");
            Chromium.press(page, "Sign in");
            page.navigate(address("/orders/new"));
            page.getByLabel("Requested receipt date").fill(LocalDate.now().plusDays(20).toString());
            page.getByLabel("requisition").fill("browser " + javaScript);
            Chromium.press(page, "Next");
            line(page, "11", "3");
            line(page, "72", "2"); // the next line stands open
            Chromium.press(page, "Next");
            assertThat(page.content()).contains("Queso Cabrales").contains("Mozzarella di Giovanni");
            Chromium.press(page, "Submit");
            assertThat(page.url()).contains("/orders/W");
            assertThat(page.content()).contains("Web order browser " + javaScript);
            var number = URI.create(page.url()).getPath().replaceAll(".*/", "");
            Eventually.soon("order " + number + " is in the ERP", () -> portal.erp().get("/data/CDSSalesOrderHeaders?cross-company=true&$filter="
                    + Visitor.encoded("CustomersOrderReference eq '" + number + "'")).body().contains("SO-"));
        }
    }

    @Test
    void suggestionsAreAskedForOnceWhenSomebodyPausesAndNotAtEachKey() {
        try (var context = signedIn("jane@alfki.example", 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            var asked = new ArrayList<String>();
            page.onRequest(request -> {
                if (request.url().contains("/api/search?")) asked.add(request.url());
            });
            page.clock().install(new Clock.InstallOptions().setTime(0));
            page.navigate(address("/search"));
            page.clock().pauseAt(3_600_000);
            page.locator("main input[type=search]").pressSequentially("queso");
            assertThat(asked).isEmpty();
            page.waitForResponse(reply -> reply.url().contains("/api/search?"), () -> page.clock().runFor(1_000));
            assertThat(asked).singleElement().asString().contains("q=queso");
        }
    }

    @Test
    void aWrongValueIsToldBesideItsFieldAndWhatWasTypedStays() {
        try (var context = signedIn("jane@alfki.example", 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(address("/orders/new"));
            page.getByLabel("requisition").fill("kept");
            page.getByLabel("Requested receipt date").evaluate("field => { field.removeAttribute('min'); field.form.noValidate = true; field.value = '1999-01-01' }");
            Chromium.press(page, "Next");
            assertThat(page.locator(".field__error").count()).isPositive();
            assertThat(page.getByLabel("requisition").inputValue()).isEqualTo("kept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light and dark", "narrow", "norwegian"})
    void nothingSeriousIsWrongWithAnyPage(String way) {
        var width = way.equals("narrow") ? 360 : 1280;
        var prefix = way.equals("norwegian") ? "/nb" : "";
        var found = new ArrayList<String>();
        try (var context = chromium.context(options(width, ColorScheme.LIGHT))) {
            for (var path : PUBLIC) found.addAll(violations(context, prefix + path, way));
        }
        var own = portal.signIn("maria.anders@alfki.example").rows("salesorder").getFirst().get("ordernumber").asText();
        try (var context = signedIn("maria.anders@alfki.example", width, ColorScheme.LIGHT)) {
            for (var path : SIGNED_IN) found.addAll(violations(context, prefix + path, way));
            found.addAll(violations(context, prefix + "/orders/" + own, way));
        }
        try (var context = signedIn("admin@northwind.example", width, ColorScheme.LIGHT)) {
            for (var path : SELLING) found.addAll(violations(context, prefix + path, way));
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAdministratorIsToldWhySamCannotSeeAnOrderOfJanes(boolean javaScript) {
        try (var context = signedIn("admin@northwind.example", options(1280, ColorScheme.LIGHT).setJavaScriptEnabled(javaScript))) {
            var page = context.newPage();
            page.navigate(address("/admin/permissions"));
            ask(page, "sam@alfki.example");
            assertThat(page.locator(".notice[role=status]").innerText()).isEqualTo("Not allowed.");
            assertThat(page.locator("dl.facts").innerText()).contains("Sam", "ALFKI", "authorized-user");
            assertThat(tried(page, "own-orders")).contains("means other rows").doesNotContain("gives this row");
            assertThat(tried(page, "orders-of-own-account")).contains("customer-representative", "is for other roles");

            ask(page, "jane@alfki.example");
            assertThat(page.locator(".notice[role=status]").innerText()).startsWith("Allowed.").contains("own-orders");
            assertThat(tried(page, "own-orders")).contains("gives this row");

            page.navigate(address("/nb/admin/permissions?person=sam@alfki.example&table=salesorder&privilege=read&key=10643"));
            assertThat(page.locator(".notice[role=status]").innerText()).isEqualTo("Ikke tillatt.");
            page.navigate(address("/admin/permissions?person=sam@alfki.example&table=salesorder&privilege=read&key=nosuch"));
            assertThat(page.locator(".notice[role=status]").innerText()).isEqualTo("There is no row of this key.");
        }
    }

    private static void ask(Page page, String person) {
        page.getByLabel("Person", new Page.GetByLabelOptions().setExact(true)).fill(person);
        page.getByLabel("Table", new Page.GetByLabelOptions().setExact(true)).selectOption("salesorder");
        page.getByLabel("What", new Page.GetByLabelOptions().setExact(true)).selectOption("read");
        page.getByLabel("Key of the row").fill("10643");
        Chromium.press(page, "Look");
    }

    /** What is said of a rule. */
    private static String tried(Page page, String rule) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHas(page.locator("td:first-child", new Page.LocatorOptions().setHasText(Pattern.compile("^" + rule + "$"))))).innerText();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfTheRulesIsTriedByHandWithAndWithoutJavaScript(boolean javaScript) {
        try (var context = signedIn("admin@northwind.example", options(360, ColorScheme.DARK).setJavaScriptEnabled(javaScript))) {
            var page = context.newPage();
            page.navigate(address("/admin/permissions/diff"));
            page.getByLabel("Document").selectOption("orders.yml");
            Chromium.press(page, "Open");
            var text = page.getByLabel("permissions/orders.yml");
            text.fill(text.inputValue().replaceFirst("scope: contact", "scope: global"));
            Chromium.press(page, "Who gains, who loses?");
            assertThat(page.locator("table.data").first().innerText()).contains("Sam").contains("Read").contains("+");
            assertThat(text.inputValue()).contains("scope: global");
            if (!javaScript) return;
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isTrue();
            assertThat(Chromium.serious(page)).isEmpty();
        }
    }

    @Test
    void whoComesWithANorwegianBrowserIsGreetedInNorwegianAndMayChooseAnother() {
        try (var context = chromium.context(new Browser.NewContextOptions().setLocale("nb-NO"))) {
            var page = context.newPage();
            page.navigate(address("/"));
            assertThat(page.url()).isEqualTo(address("/nb"));
            page.locator(".menu--languages summary").click();
            page.locator(".menu--languages a[hreflang=en]").click();
            assertThat(page.url()).isEqualTo(address("/"));
            page.navigate(address("/terms"));
            assertThat(page.url()).as("an address that somebody was given").isEqualTo(address("/terms"));
        }
    }

    @Test
    void whatStaffDoInTheErpIsSeenOnTheOpenPage() {
        var jane = portal.signIn("jane@alfki.example");
        var answer = jane.order("live-" + System.nanoTime(), "11", "72");
        var number = Visitor.json(answer).get("ordernumber").asText();
        try (var context = signedIn("jane@alfki.example", 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(address("/orders/" + number));
            var erpNumber = page.locator("dd", new Page.LocatorOptions().setHasText("SO-"));
            erpNumber.waitFor();
            var erp = erpNumber.innerText().strip();
            page.locator("table.data a").first().focus();
            var begun = System.nanoTime();
            portal.erp().submit("/orders/" + erp + "/status", Map.of("status", "Confirmed"));
            page.locator(".step--current", new Page.LocatorOptions().setHasText("Confirmed")).waitFor();
            System.out.println("a status of the ERP is on the open page after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
            assertThat(page.locator("[data-live-said]").textContent()).startsWith("Updated: ").contains("Confirmed");
            assertThat(page.locator("table.data a").first().evaluate("link => link === document.activeElement")).as("focus stays").isEqualTo(true);
        }
    }

    @Test
    void whatSomebodyTypesIsNotTakenAway() {
        try (var context = signedIn("jane@alfki.example", 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(address("/orders"));
            var search = page.locator("main input[type=search]");
            search.fill("half a wo");
            var answer = portal.signIn("jane@alfki.example").order("typed-" + System.nanoTime(), "11");
            var number = Visitor.json(answer).get("ordernumber").asText();
            page.locator("table.data", new Page.LocatorOptions().setHasText(number)).waitFor();
            assertThat(search.inputValue()).isEqualTo("half a wo");
            assertThat(search.evaluate("input => input === document.activeElement")).isEqualTo(true);
        }
    }

    private static void line(Page page, String product, String quantity) {
        page.getByLabel("Product").selectOption(product);
        page.getByLabel("Quantity").fill(quantity);
        Chromium.press(page, "Add item");
    }

    private List<String> violations(BrowserContext context, String path, String way) {
        // One page after the other in one tab: each new tab is a process that has to start.
        var page = context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
        var console = new ArrayList<String>();
        // A missing page is meant to be missing; everything else a browser complains about is ours, a breach of the content policy above all.
        Consumer<ConsoleMessage> listener = message -> {
            if (message.type().equals("error") && !message.text().contains("404")) console.add(path + " console: " + message.text());
        };
        page.onConsoleMessage(listener);
        page.navigate(address(path));
        var serious = seen(page, way);
        page.offConsoleMessage(listener);
        return Stream.concat(console.stream(), serious.map(wrong -> path + " " + wrong)).toList();
    }

    /** Dark differs from light in colours alone, a narrow or a Norwegian page in all else; colours are what takes long to look at. */
    private static Stream<String> seen(Page page, String way) {
        if (!way.equals("light and dark")) {
            var sideways = (Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth") ? Stream.of("scrolls sideways") : Stream.<String>of();
            return Stream.concat(sideways, Chromium.serious(Chromium.axe(page).disableRules(List.of("color-contrast"))).stream());
        }
        var light = Chromium.serious(Chromium.axe(page));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        var dark = Chromium.serious(Chromium.axe(page).withRules(List.of("color-contrast"))).stream().map(wrong -> "dark: " + wrong);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return Stream.concat(light.stream(), dark);
    }

    private BrowserContext signedIn(String email, int width, ColorScheme scheme) {
        return signedIn(email, options(width, scheme));
    }

    private BrowserContext signedIn(String email, Browser.NewContextOptions options) {
        return chromium.context(options, portal.signIn(email), portal.running().address().toString());
    }

    private static Browser.NewContextOptions options(int width, ColorScheme scheme) {
        // what scrolls smoothly is out of reach for a while on a busy machine
        return new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme).setLocale("en").setReducedMotion(ReducedMotion.REDUCE);
    }

    private String address(String path) {
        return portal.running().address().resolve(path).toString();
    }
}
