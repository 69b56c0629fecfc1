package torg.content.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What else has a say in what the branch holds.
 *
 * @param remote address of a shared repository; empty for none
 * @param shipped folders of sites and of themes that ship; empty for none
 * @param sharesDrafts whether the shared repository has the drafts as well
 */
record Beside(String remote, String user, String password, Duration interval, Optional<Folders> shipped, boolean sharesDrafts) {
    static final Beside NOTHING = new Beside("", "", "", Duration.ofSeconds(10), Optional.empty(), false);

    /** What ships. */
    record Folders(Path content, Path themes) {}

    static Beside of(GitSettings settings) {
        var ships = !settings.content().isBlank() && !settings.themes().isBlank();
        return new Beside(settings.remote(), settings.user(), settings.password(), Duration.ofSeconds(Math.max(1, settings.interval())),
                ships ? Optional.of(new Folders(Path.of(settings.content()), Path.of(settings.themes()))) : Optional.empty(), settings.share$_$drafts());
    }
}
