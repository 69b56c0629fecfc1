package torg.launcher.house;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The certified OpenID provider of {@code src/test/provider}, as a program of its own. Whoever gives a name there is that person. */
final class Provider implements AutoCloseable {
    private static final Path FOLDER = Path.of("src/test/provider");
    private final Process process;
    private final URI issuer;

    /** @param portal whom it knows */
    Provider(URI portal) throws IOException {
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) throw new AssertionError("there is no OpenID provider; launcher/torg test installs it");
        process = new ProcessBuilder("node", "provider.mjs", portal.toString()).directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        issuer = URI.create(process.inputReader().readLine());
    }

    URI issuer() {
        return issuer;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
