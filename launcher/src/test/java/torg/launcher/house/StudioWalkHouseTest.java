package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who has never seen the code changes the site in a real browser, with nothing else, and by the keyboard. */
class StudioWalkHouseTest {
    private static final String ROOT = "content/customer-portal/";
    private static final String FOOTER = "torg/templates/parts/footer.mustache";
    private static final List<String> ROOMS = List.of("/studio", "/studio?show=files", "/studio?show=problems", "/studio/file?path=" + ROOT + "pages/terms.md", "/studio/file?path=" + ROOT + "lists/orders.yml",
            "/studio/history?path=" + ROOT + "pages/terms.md", "/studio/new?kind=lists", "/studio/drafts", "/studio/preview", "/studio/theme", "/studio/navigation?item=main/0", "/studio/redirects", "/studio/conflicts", "/studio/pages",
            "/studio/page?path=" + ROOT + "pages/orders.md", "/studio/translations", "/studio/translations?language=nb&path=" + ROOT + "pages/terms.md", "/studio/settings", "/studio/access", "/studio/modules",
            "/studio/list?path=" + ROOT + "lists/orders.yml", "/studio/form?path=" + ROOT + "forms/inquiry.yml",
            "/studio/permission?path=" + ROOT + "permissions/orders.yml", "/studio/role?path=" + ROOT + "roles/authorized-user.yml");
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

    @Test
    void aNewcomerMakesPagesOfANewTypeAMenuItemALookATranslationAndGoesBack() throws IOException {
        var menus = Files.readString(portal.site().resolve("navigation.yml"));
        var footer = Files.readString(portal.themes().resolve(FOOTER));
        try (var context = administrator()) {
            var page = context.newPage();
            fresh(page, "page-types", "event", "type: event\nlabel: {en: Event, nb: Arrangement}\nfields:\n  place: {type: text, required: true, label: {en: Place, nb: Sted}}\n");
            fresh(page, "pages", "events", "---\ntitle: Events\naccess: public\n---\nWhat happens here.\n");
            room(page, "page", "pages/events.md");
            for (var part : List.of("collection.event", "list.orders", "form.inquiry")) {
                page.locator("select[name='components.add']").selectOption(part);
                Chromium.press(page, "Add");
            }
            published(page);
            fresh(page, "pages", "events/tasting", "---\ntitle: Cheese tasting\ntype: event\naccess: public\nfields: {place: Oslo}\n---\nCome.\n");
            assertThat(portal.anonymous().get("/events").body()).contains("What happens here.", "Cheese tasting");

            page.navigate(address("/studio/navigation"));
            page.locator("#item > summary").press("Enter");
            page.locator("#item input[name=menu]").fill("main");
            page.locator("#item select[name=page]").selectOption("/events");
            page.locator("#item button[type=submit]").press("Enter");
            page.waitForLoadState();
            Eventually.holds("the menu has the new item", () -> page.locator("header nav").first().innerText().contains("Events"));

            rebranded(page);
            translated(page);
            scheduled(page);
            mended(page, footer);
            back(page);
        } finally {
            Files.writeString(portal.themes().resolve(FOOTER), footer);
            Files.writeString(portal.site().resolve("navigation.yml"), menus);
            for (var made : List.of("theme.yml", "pages/events/tasting.md", "pages/events.md", "pages/events.nb.md", "page-types/event.yml")) Files.deleteIfExists(portal.site().resolve(made));
        }
        Eventually.holds("the site is as it was", () -> portal.anonymous().get("/events").statusCode() == 404);
    }

    /** The look is seen beside the form while it is set. */
    private void rebranded(Page page) {
        page.navigate(address("/studio/theme"));
        page.locator("input[name='set.brand.light']").fill("#551144");
        Eventually.holds("the page beside the form has the colour", () -> page.evaluate("""
                (() => {
                    // while the page is another it has no root
                    const root = document.querySelector('iframe[name=look]').contentDocument?.documentElement;
                    return root ? getComputedStyle(root).getPropertyValue('--brand') : '';
                })()""").toString().contains("#551144"));
        assertThat(portal.site().resolve("theme.yml")).as("nothing is published by looking").doesNotExist();
        published(page);
        assertThat(portal.site().resolve("theme.yml")).content().contains("#551144");
    }

    private void translated(Page page) {
        page.navigate(address("/studio/translations?language=nb"));
        page.locator("main td a", new Page.LocatorOptions().setHasText("Events")).press("Enter");
        page.waitForURL(Pattern.compile(".*&path=.*"));
        page.locator("textarea[name=text]").fill("---\ntitle: Arrangementer\n---\nHer skjer det.\n");
        sent(page, "Keep as a draft");
        assertThat(portal.anonymous().get("/nb/events").body()).as("a draft is on no page").doesNotContain("Her skjer det.");
        published(page);
        assertThat(portal.anonymous().get("/nb/events").body()).contains("Her skjer det.");
    }

    private void scheduled(Page page) {
        room(page, "page", "pages/events.md");
        page.locator("input[name=publish]").fill("2099-01-01T08:00");
        published(page);
        assertThat(portal.anonymous().get("/events").statusCode()).isEqualTo(404);
        page.locator("input[name=publish]").fill("");
        published(page);
        assertThat(portal.anonymous().get("/events").statusCode()).isEqualTo(200);
    }

    /** A template that fails only when it is painted is published: its part is left out, the Studio says which line it is, and the history leads back. */
    private void mended(Page page, String footer) {
        room(page, "file", "../../themes/" + FOOTER);
        write(page, footer + "<p>{{menus}}</p>\n");
        published(page);
        page.navigate(address("/events"));
        assertThat(page.locator(".notice--danger").allInnerTexts()).contains("This part of the page cannot be shown right now.");
        assertThat(page.locator("h1").innerText()).isEqualTo("Events");
        page.navigate(address("/studio?show=problems"));
        var told = page.locator(".notice", new Page.LocatorOptions().setHasText("'menus' is no single value"));
        assertThat(told.innerText()).contains("themes/" + FOOTER + ":" + (footer.lines().count() + 1));
        told.locator("a").press("Enter");
        page.waitForURL(Pattern.compile(".*/studio/file.*"));
        room(page, "history", "../../themes/" + FOOTER);
        earlier(page);
        assertThat(portal.anonymous().get("/events").body()).contains("class=\"foot\"");
    }

    /** A template that cannot be read is refused with its line; a text that was published by mistake goes back to what it was. */
    private void back(Page page) {
        room(page, "file", "../../themes/torg/templates/page.mustache");
        write(page, "<main>\n{{#page}}\n");
        assertThat(page.locator("[id$='-told'] li").first().innerText()).contains("line 2");
        Chromium.press(page, "Publish");
        assertThat(page.locator("[role=alert]").first().innerText()).contains("line 2");
        assertThat(portal.anonymous().get("/events").statusCode()).isEqualTo(200);

        room(page, "file", "pages/events.md");
        write(page, "---\ntitle: Events\naccess: public\n---\nA mistake.\n");
        published(page);
        assertThat(portal.anonymous().get("/events").body()).contains("A mistake.").doesNotContain("Cheese tasting");
        room(page, "history", "pages/events.md");
        earlier(page);
        assertThat(portal.anonymous().get("/events").body()).contains("What happens here.", "Cheese tasting");
    }

    @Test
    void withoutScriptsTheSameIsDoneByItsForms() throws IOException {
        try (var context = administrator(false)) {
            var page = context.newPage();
            made(page, "page-types", "course", "type: course\nlabel: {en: Course, nb: Kurs}\nfields:\n  place: {type: text, required: true, label: {en: Place, nb: Sted}}\n");
            made(page, "pages", "courses", "---\ntitle: Courses\naccess: public\n---\nWhat is taught here.\n");
            room(page, "page", "pages/courses.md");
            page.locator("select[name='components.add']").selectOption("collection.course");
            Chromium.press(page, "Add");
            published(page);
            made(page, "pages", "courses/knives", "---\ntitle: Sharp knives\ntype: course\naccess: public\nfields: {place: Oslo}\n---\nCome.\n");
            assertThat(portal.anonymous().get("/courses").body()).contains("What is taught here.", "Sharp knives");

            page.navigate(address("/studio/theme"));
            page.locator("input[name='set.brand.light']").fill("#114455");
            published(page);
            assertThat(portal.site().resolve("theme.yml")).content().contains("#114455");

            page.navigate(address("/studio/translations?language=nb&path=" + ROOT + "pages/courses.md"));
            page.locator("textarea[name=text]").fill("---\ntitle: Kurs\n---\nHer undervises det.\n");
            published(page);
            assertThat(portal.anonymous().get("/nb/courses").body()).contains("Her undervises det.");
            room(page, "page", "pages/courses.md");
            page.locator("input[name=publish]").fill("2099-01-01T08:00");
            published(page);
            assertThat(portal.anonymous().get("/courses").statusCode()).isEqualTo(404);
            room(page, "history", "pages/courses.md");
            earlier(page);
            assertThat(portal.anonymous().get("/courses").body()).contains("Sharp knives");

            room(page, "file", "../../themes/torg/templates/page.mustache");
            page.locator("textarea[name=text]").fill("<main>\n{{#page}}\n");
            Chromium.press(page, "Publish");
            assertThat(page.locator("[role=alert]").first().innerText()).contains("line 2");
            assertThat(portal.anonymous().get("/courses").statusCode()).as("what worked stays on the air").isEqualTo(200);
        } finally {
            for (var made : List.of("theme.yml", "pages/courses/knives.md", "pages/courses.md", "pages/courses.nb.md", "page-types/course.yml")) Files.deleteIfExists(portal.site().resolve(made));
        }
        Eventually.holds("the site is as it was", () -> portal.anonymous().get("/courses").statusCode() == 404);
    }

    /** Something new, as whoever has no scripts makes it. */
    private void made(Page page, String kind, String name, String text) {
        page.navigate(address("/studio/new?kind=" + kind));
        page.locator("main input[name=name]").fill(name);
        Chromium.press(page, "Go on");
        page.locator("textarea[name=text]").fill(text);
        published(page);
    }

    @Test
    void whatIsDraggedGoesWhereItIsDropped() throws IOException {
        var menus = Files.readString(portal.site().resolve("navigation.yml"));
        try (var context = administrator()) {
            var page = context.newPage();
            fresh(page, "pages", "tea-time", "---\ntitle: Tea time\naccess: public\n---\nAbout tea.\n");
            fresh(page, "pages", "tea", "---\ntitle: Tea\naccess: public\n---\nWhat to drink.\n");
            var named = menus.replaceFirst("main:\n", "main:\n  - page: %s # at five\n");
            Files.writeString(portal.site().resolve("navigation.yml"), named.formatted("/tea-time"));
            Eventually.holds("a menu names it", () -> portal.anonymous().get("/").body().contains("href=\"/tea-time\""));
            page.navigate(address("/studio/pages"));
            page.locator("tr[data-at='/tea']").scrollIntoViewIfNeeded(); // the one is next to the other, so nothing moves meanwhile
            answered(page, "drop", () -> page.locator("tr[data-at='/tea-time']").dragTo(page.locator("tr[data-at='/tea']")));
            assertThat(portal.anonymous().get("/tea/tea-time").body()).contains("About tea.");
            assertThat(portal.anonymous().get("/tea-time").headers().firstValue("Location")).contains("/tea/tea-time");

            assertThat(portal.site().resolve("navigation.yml")).as("the menu leads there, and is otherwise as it was").content().isEqualTo(named.formatted("/tea/tea-time"));

            page.navigate(address("/studio/navigation"));
            var items = page.locator("tr[data-at^='main/'] a");
            var before = items.allInnerTexts();
            var second = page.locator("tr[data-at='main/1']");
            var bottom = new Locator.DragToOptions().setTargetPosition(20, second.boundingBox().height - 3);
            answered(page, "drop", () -> page.locator("tr[data-at='main/0']").dragTo(second, bottom));
            assertThat(items.allInnerTexts()).containsExactlyInAnyOrderElementsOf(before).isNotEqualTo(before);
            assertThat(items.allInnerTexts().indexOf(before.getFirst())).isGreaterThan(0);
        } finally {
            Files.writeString(portal.site().resolve("navigation.yml"), menus);
            for (var made : List.of("pages/tea/tea-time.md", "pages/tea-time.md", "pages/tea.md")) Files.deleteIfExists(portal.site().resolve(made));
        }
        Eventually.holds("the site is as it was", () -> portal.anonymous().get("/tea").statusCode() == 404);
    }

    @Test
    void whoTypesIsToldWhatIsWrongOfferedNamesAndAskedBeforeItIsLost() {
        try (var context = administrator()) {
            var page = context.newPage();
            room(page, "file", "lists/orders.yml");
            write(page, "list: orders\ntable: salesorder\ncolumns:\n  - nosuch\n  - ");
            assertThat(page.locator("[id$='-told'] li").first().innerText()).contains("line 4", "nosuch");
            page.locator(".CodeMirror-code").press("Control+End");
            page.waitForResponse(reply -> reply.url().contains("/api/studio/completions"), () -> page.keyboard().type("orderd"));
            page.locator(".CodeMirror-hint", new Page.LocatorOptions().setHasText("orderdate")).first().waitFor();
            var asked = new ArrayList<String>();
            page.onceDialog(dialog -> {
                asked.add(dialog.type());
                dialog.accept();
            });
            page.navigate(address("/studio"));
            assertThat(asked).as("leaving what is not saved").containsExactly("beforeunload");
            assertThat(portal.site().resolve("lists/orders.yml")).content().doesNotContain("nosuch");
        }
    }

    @Test
    void thePageIsSeenAsItWouldBeWhileItsTextIsTypedBesideIt() {
        try (var context = administrator()) {
            var page = context.newPage();
            page.navigate(address("/terms"));
            page.locator("a[data-tool=studio]").first().press("Enter");
            var text = page.locator(".studio-here textarea[name=text]");
            text.waitFor();
            text.fill(text.inputValue() + "\nNobody is liable for the drizzle.\n");
            page.locator("main", new Page.LocatorOptions().setHasText("liable for the drizzle")).waitFor();
            assertThat(portal.anonymous().get("/terms").body()).doesNotContain("drizzle");
            page.onceDialog(Dialog::accept);
            text.press("Escape");
            assertThat(page.locator("main").innerText()).as("what is published is there again").doesNotContain("drizzle");
        }
    }

    @Test
    void axeFindsNothingSeriousInAnyRoomAndNothingIsRefusedByThePolicy() {
        var found = new ArrayList<String>();
        try (var context = administrator()) {
            var page = context.newPage();
            page.onConsoleMessage(message -> {
                // a list that is live looks at the address it stands at, and what is only previewed stands at none
                if (message.type().equals("error") && !message.text().contains("404")) found.add(page.url() + " console: " + message.text());
            });
            for (var room : ROOMS) {
                assertThat(page.navigate(address(room)).status()).as(room).isEqualTo(200);
                Chromium.serious(page).forEach(violation -> found.add(room + " " + violation));
            }
        }
        assertThat(found).isEmpty();
    }

    /** Something new, from its kind and name to where it is published. */
    private void fresh(Page page, String kind, String name, String text) {
        page.navigate(address("/studio/new?kind=" + kind));
        page.locator("main input[name=name]").fill(name);
        Chromium.press(page, "Go on");
        write(page, text);
        published(page);
    }

    private void room(Page page, String room, String path) {
        page.navigate(address("/studio/" + room + "?path=" + (path.startsWith("../../") ? path.substring(6) : ROOT + path)));
    }

    /** In place of all that stands in the editor, which looks what is wrong with it then. */
    private static void write(Page page, String text) {
        page.locator(".CodeMirror-code").press("Control+a");
        page.waitForResponse(reply -> reply.url().contains("/api/studio/check"), () -> page.keyboard().insertText(text));
    }

    /** Back to what the file was before. */
    private static void earlier(Page page) {
        page.locator("nav[aria-label=History] li:nth-child(2) a").press("Enter");
        page.waitForURL(Pattern.compile(".*revision=.*"));
        sent(page, "Go back to this");
    }

    private static void published(Page page) {
        sent(page, "Publish");
        assertThat(page.locator("[role=status]").first().innerText()).contains("Published, and on the site.");
    }

    /** What the form was answered with is there: an edit is on the site then. Beside the form pages may be asked for as well, in frames. */
    private static void sent(Page page, String button) {
        answered(page, button, () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().press("Enter"));
    }

    private static void answered(Page page, String what, Runnable send) {
        var answer = page.waitForResponse(reply -> reply.request().method().equals("POST") && reply.request().isNavigationRequest() && reply.frame().equals(page.mainFrame()), send);
        assertThat(answer.status()).as(what + " " + answer.url()).isEqualTo(303);
        page.waitForURL(Pattern.compile(".*" + Pattern.quote(answer.headerValue("location").replaceAll("#.*", "")) + ".*"));
        page.waitForLoadState();
    }

    private BrowserContext administrator() {
        return administrator(true);
    }

    private BrowserContext administrator(boolean scripts) {
        var options = new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setViewportSize(1280, 900).setLocale("en").setReducedMotion(ReducedMotion.REDUCE);
        return chromium.context(options, portal.signIn("admin@northwind.example"), portal.running().address().toString());
    }

    private String address(String path) {
        return portal.running().address().resolve(path).toString();
    }
}
