package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import torg.spi.identity.Identity;
import torg.spi.web.RestResource;

/** Files that cannot be laid on disk. */
@Timeout(180)
class FullDiskInFelixTest {
    @TempDir
    Path storage;

    @Test
    void aFileThereIsNoRoomForIsPutOff() throws Exception {
        var disk = Files.createDirectory(storage.resolve("disk"));
        try (var felix = lyingOn(disk)) {
            felix.offer(Identity.class, new OnePerson());
            felix.offer(RestResource.class, new EchoResource());
            remove(disk);
            var signedIn = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
            var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            var csrf = signedIn.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");

            var refused = felix.send("PUT", "/api/echo/file", "application/pdf", "a file", "Cookie", cookie, "X-CSRF-Token", csrf);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("web.spool").doesNotContain(disk.toString());
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        }
    }

    private InFelix lyingOn(Path disk) throws Exception {
        var usual = System.setProperty("java.io.tmpdir", disk.toString());
        try {
            return InFelix.withFewPages(storage.resolve("felix"));
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }

    private static void remove(Path directory) throws Exception {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
