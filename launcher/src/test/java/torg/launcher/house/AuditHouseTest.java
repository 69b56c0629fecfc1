package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.Command;

/** What people and administrators do stands in the audit log, which only administrators read and which anybody who has it can check. */
class AuditHouseTest {
    private static final String ADMINISTRATOR = "admin@northwind.example";
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn(ADMINISTRATOR);

    @Test
    void signingInOrderingAndLookingAtOthersIsTold() throws Exception {
        assertThat(portal.anonymous().send("POST", "/api/session", Optional.of("{\"email\":\"sam@alfki.example\",\"password\":\"wrong password\"}"), "Content-Type", "application/json").statusCode()).isEqualTo(401);
        var sam = portal.signIn("sam@alfki.example");
        assertThat(sam.order("audit", "11").statusCode()).isEqualTo(201);
        assertThat(sam.get("/admin/sync").statusCode()).isIn(403, 404);
        assertThat(administrator.get("/api/permissions/reach?person=sam@alfki.example").statusCode()).isEqualTo(200);
        var key = AccountsHouseTest.session(sam).path("contact").asText();

        var acts = Visitor.json(administrator.get("/api/audit?person=" + key)).path("entries");

        var told = Stream.iterate(0, index -> index < acts.size(), index -> index + 1).map(acts::get).map(act -> act.path("act").asText() + " " + act.path("outcome").asText() + " " + act.path("table").asText()).toList();
        assertThat(told).contains("sign-in refused ", "sign-in done identity_session", "row-created done salesorder", "looked-as done ");
        var order = acts.findParents("table").stream().filter(act -> act.path("table").asText().equals("salesorder")).findFirst().orElseThrow();
        assertThat(order.path("who").asText()).isEqualTo("contact:" + key);
        assertThat(order.path("account").asText()).isEqualTo("ALFKI");
        assertThat(order.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(order.path("request").asText()).isNotEmpty();
        assertThat(acts.toString()).doesNotContain("northwind\"", "wrong password");
        assertThat(administrator.get("/admin/audit?person=" + key).body()).contains("Sign-in").contains("Row created").contains("Looked with somebody");
        assertThat(administrator.get("/nb/admin/audit?person=" + key).body()).contains("Rad opprettet");
    }

    @Test
    void nobodyElseReadsIt() {
        var maria = portal.signIn("maria.anders@alfki.example");
        for (var path : List.of("/api/audit", "/api/audit/chain", "/api/audit/head")) {
            assertThat(portal.anonymous().get(path).statusCode()).isEqualTo(401);
            assertThat(maria.get(path).statusCode()).isEqualTo(403);
        }
        assertThat(maria.get("/admin/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void theCommandChecksTheChainOfAPortalThatRunsAndOfWhatItExported(@TempDir Path folder) throws Exception {
        var said = said("verify");
        assertThat(said).startsWith("0 The log is whole: entries 1 to ");
        var head = said.replaceFirst("(?s).*Head: ", "");
        assertThat(said("verify", "--head", head)).startsWith("0 ");
        assertThat(said("verify", "--head", "1:" + "0".repeat(64))).isEqualTo("1 The log is broken at entry 1: it is not the one whose head was noted.");
        assertThat(said("find", "--act", "sign-in")).contains("contact:", "sign-in");

        var lines = said("export").substring(2);
        var file = Files.writeString(folder.resolve("audit.txt"), lines.replaceFirst("\tDONE\t", "\tREFUSED\t"));
        assertThat(Command.torg("", List.of("audit", "verify", "--file", file.toString()))).isEqualTo("1 The log is broken at entry 1: it is not as it was written.");
        Files.writeString(file, lines);
        assertThat(Command.torg("", List.of("audit", "verify", "--file", file.toString(), "--head", head))).startsWith("0 The log is whole");
        assertThat(Command.torg("", List.of("audit", "verify"))).startsWith("2 torg: option '--as' is missing");
    }

    private String said(String act, String... more) throws IOException, InterruptedException {
        return Command.torg("northwind", Stream.concat(Stream.of("audit", act, "--as", ADMINISTRATOR, "--url", portal.running().address().toString()), Stream.of(more)).toList());
    }
}
