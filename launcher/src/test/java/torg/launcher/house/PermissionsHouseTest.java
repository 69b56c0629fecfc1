package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.Command;

/** An administrator asks about rights on the command line and in the browser, and about rights that nobody has given yet. */
class PermissionsHouseTest {
    private static final String ADMINISTRATOR = "admin@northwind.example";
    private static final String DIFF = "/admin/permissions/diff";
    private static final Pattern COMPONENT = Pattern.compile("name=\"_component\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"document\"");
    private final Portal portal = Portal.shared();
    @TempDir
    private Path temp;

    @Test
    void whyAndHowFarSomebodySees() throws Exception {
        var why = permissions("northwind", "why", "--person", "sam@alfki.example", "--table", "salesorder", "--key", "10643", "--as", ADMINISTRATOR);
        var without = permissions("northwind", "why", "--person", "sam@alfki.example", "--table", "salesorder", "--as", ADMINISTRATOR);
        assertThat(without).as("of no row, but of rows at all").containsPattern("may read salesorder, \\d+ rows: own-orders")
                .containsPattern("orders-of-own-account +customer-representative .*other-roles +\\d+");
        assertThat(why).startsWith("0 Sam").contains("may not read salesorder 10643: ", "own-orders").containsPattern("orders-of-own-account +customer-representative .*other-roles");
        assertThat(permissions("northwind", "reach", "--person=may@anatr.example", "--as=" + ADMINISTRATOR)).startsWith("0 May").doesNotContain("salesorder");
        assertThat(permissions("northwind", "reach", "--person=anonymous", "--as=" + ADMINISTRATOR)).isEqualTo("0 anonymous, anonymous\nreaches nothing");
    }

    @Test
    void whatEachWebRoleReaches() throws Exception {
        var matrix = permissions("northwind", "matrix", "--as", ADMINISTRATOR);
        var representatives = part(matrix, "customer-representative");
        assertThat(matrix).startsWith("0 role 'administrator', people: 1\n");
        assertThat(representatives).containsPattern("^role 'customer-representative', people: \\d+.*\ntable +read +create +write +delete +append +append-to\n-+( +-+){6}\n");
        assertThat(reach(part(matrix, "administrator"), "salesorder")).as("all orders, read alone").matches("\\d{3,} +0 +0 +0 +0 +0");
        assertThat(reach(representatives, "account")).as("the own account, and no other").matches("1 +0 +0 +0 +0 +1");
        assertThat(reach(representatives, "credit")).matches("1 +0 +0 +0 +0 +0");
        assertThat(part(matrix, "authorized-user")).doesNotContainPattern("\ncredit ");
        assertThat(permissions("northwind", "matrix", "--as", "jane@alfki.example")).startsWith("2 torg: ").doesNotContain("people:");
    }

    /** What is printed of one role. */
    private static String part(String matrix, String role) {
        var from = matrix.indexOf("role '" + role + "'");
        assertThat(from).as("%s in %s", role, matrix).isNotNegative();
        return matrix.substring(from).split("\n\n", 2)[0];
    }

    /** The rows of a table, by privilege. */
    private static String reach(String part, String table) {
        return part.lines().filter(line -> line.startsWith(table + " ") && !line.startsWith(table + " by form"))
                .findFirst().orElseThrow(() -> new AssertionError(table + " in " + part)).substring(table.length()).strip();
    }

    @Test
    void whoWouldGainAndLose() throws Exception {
        var folder = temp.resolve("permissions");
        Portal.copy(portal.site().resolve("permissions"), folder);
        assertThat(permissions("northwind", "diff", "--permissions", folder.toString(), "--as", ADMINISTRATOR)).startsWith("0 nobody gains or loses anything");

        var seen = portal.signIn("sam@alfki.example").rows("salesorder").size(); // other tests order as well
        var orders = folder.resolve("orders.yml");
        Files.writeString(orders, Files.readString(orders).replaceFirst("(?s)(name: own-orders.*?roles: \\[customer-representative), authorized-user", "$1"));
        var diff = permissions("northwind", "diff", "--permissions", folder.toString(), "--as", ADMINISTRATOR);
        assertThat(diff).startsWith("0 changed: own-orders, own-orders/invoice, own-orders/salesorderdetail, own-orders/shipment, own-orders/shipmentline").containsPattern("Sam \\S+ \\(\\S+\\) +salesorder +read +-" + seen + "\n").doesNotContain("Maria Anders");
        assertThat(portal.signIn("sam@alfki.example").rows("salesorder")).as("nothing was changed").hasSize(seen);

        Files.writeString(orders, "permissions: [{name: own-orders, table: salesorders}]");
        assertThat(permissions("northwind", "diff", "--permissions", folder.toString(), "--as", ADMINISTRATOR)).startsWith("2 torg: ").contains("the site would refuse these permissions", "salesorders");
    }

    @Test
    void whoWouldGainAndLoseStandsInTheBrowserBeforeAnythingIsSaved() throws Exception {
        var admin = portal.signIn(ADMINISTRATOR);
        assertThat(admin.get("/admin").body()).contains("href=\"" + DIFF + "\"");
        assertThat(admin.get("/admin/permissions").body()).contains("href=\"" + DIFF + "\"");
        var orders = Files.readString(portal.site().resolve("permissions/orders.yml"));
        var page = admin.get(DIFF + "?document=orders.yml").body();
        assertThat(page).contains("name: own-orders").contains("<option value=\"orders.yml\" selected>");
        var component = COMPONENT.matcher(page).results().findFirst().orElseThrow().group(1);

        var seen = portal.signIn("sam@alfki.example").rows("salesorder").size(); // other tests order as well
        var narrowed = orders.replaceFirst("(?s)(name: own-orders.*?roles: \\[customer-representative), authorized-user", "$1");
        var answer = admin.submit(DIFF, Map.of("_component", component, "document", "orders.yml", "text", narrowed));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("own-orders, own-orders/invoice").containsPattern("Sam .*>Orders<.*>Read<.*>\u2212" + seen + "<").doesNotContain("Maria Anders");
        var refused = admin.submit("/nb" + DIFF, Map.of("_component", component, "document", "orders.yml", "text", orders.replace("table: salesorder\n", "table: salesordr\n")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Nettstedet ville ikke tatt imot").contains("permissions/orders.yml:6:12").contains("did you mean &#39;salesorder&#39;?");

        assertThat(portal.site().resolve("permissions/orders.yml")).as("nothing was saved").hasContent(orders);
        assertThat(portal.signIn("sam@alfki.example").rows("salesorder")).hasSize(seen);
        var jane = portal.signIn("jane@alfki.example");
        for (var turnedAway : List.of(jane.get(DIFF), jane.submit(DIFF, Map.of("_component", component, "document", "orders.yml", "text", narrowed)))) {
            assertThat(turnedAway.statusCode()).isEqualTo(403);
            assertThat(turnedAway.body()).isEqualTo(jane.get(DIFF).body()).doesNotContain("own-orders");
        }
        assertThat(portal.anonymous().get(DIFF).statusCode()).isEqualTo(302);
    }

    @Test
    void administratorsOnly() throws Exception {
        assertThat(permissions("northwind", "reach", "--person", "anonymous", "--as", "jane@alfki.example")).startsWith("2 torg: ").contains("permissions are looked at by administrators");
        assertThat(permissions("wrong", "reach", "--person", "anonymous", "--as", ADMINISTRATOR)).startsWith("2 torg: " + ADMINISTRATOR + " may not come in: ");
        assertThat(permissions("northwind", "reach", "--as", ADMINISTRATOR)).startsWith("2 torg: option '--person' is missing");
        assertThat(permissions("northwind", "look")).startsWith("2 torg: what is to be done?");
    }

    @Test
    void aPortalThatDoesNotRunIsNoRiddle() throws Exception {
        assertThat(permissions("northwind", "reach", "--person", "anonymous", "--as", ADMINISTRATOR, "--url", "http://127.0.0.1:1"))
                .startsWith("1 torg: no portal answers").endsWith("start it, or say with --url where it runs").doesNotContain("Exception");
    }

    /** How the command ends, and what it says. */
    private String permissions(String password, String... words) throws IOException, InterruptedException {
        var where = List.of(words).contains("--url") ? List.<String>of() : List.of("--url=" + portal.running().address());
        return Command.torg(password, Stream.of(List.of("permissions"), List.of(words), where).flatMap(List::stream).toList());
    }
}
