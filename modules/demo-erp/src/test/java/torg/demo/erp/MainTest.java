package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: it says where it is, survives a kill, and stops when told to. */
class MainTest {
    private static final Pattern ADDRESS = Pattern.compile("Demo ERP ready at (http://127\\.0\\.0\\.1:\\d+)/ .*");

    @TempDir
    Path folder;

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String address(BufferedReader output) throws IOException {
        var line = output.readLine();
        var matcher = ADDRESS.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher.group(1);
    }

    private static BufferedReader output(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        RunningErp.options(folder);
        var process = start("--port", "0", "--data", folder.toString());
        var address = address(output(process));
        var body = "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\",\"CustomersOrderReference\":\"W-%d\"}";
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 1; i <= 20; i++) {
                var request = HttpRequest.newBuilder(URI.create(address + "/data/CDSSalesOrderHeaders")).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.formatted(i)));
                assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(201);
            }
        }
        process.destroyForcibly().waitFor();
        try (var erp = new RunningErp(RunningErp.empty(folder))) {
            assertThat(erp.send("GET", "/data/CDSSalesOrderHeaders/$count?cross-company=true&$filter=CustomersOrderReference eq 'W-*'", null).body()).isEqualTo("20");
            assertThat(erp.order()).as("the number sequence goes on").isEqualTo("SO-100021");
        }
    }

    @Test
    void stopsCleanlyWhenAskedTo() throws Exception {
        RunningErp.options(folder);
        var process = start("--port", "0", "--data", folder.toString());
        var output = output(process);
        address(output);
        process.toHandle().destroy(); // SIGTERM, with the output still open
        assertThat(output.lines()).as("nothing to complain about").isEmpty();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aSecondProcessOnTheSameStoreIsToldSo() throws Exception {
        try (var _ = RunningErp.on(folder)) {
            var process = start("--port", "0", "--data", folder.toString());
            assertThat(String.join("\n", output(process).lines().toList())).contains("cannot start", "another process uses it");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void wrongUsageIsExplained() throws Exception {
        var process = start("--port", "many", "--data", folder.toString());
        assertThat(String.join("\n", output(process).lines().toList())).contains("option '--port' is 'many', which is not a number from 0 to 65535", "Usage: torg erp");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void writesDownWhichProcessItIsSoThatAPortalFindsIt() throws Exception {
        RunningErp.options(folder);
        var process = start("--port", "0", "--data", folder.toString(), "--note", folder.resolve("erp.process").toString());
        address(output(process));
        var note = Files.readAllLines(folder.resolve("erp.process"));
        assertThat(note).hasSize(3).startsWith(String.valueOf(process.pid()), String.valueOf(process.info().startInstant().orElseThrow().toEpochMilli()));
        process.destroyForcibly().waitFor();
    }
}
