package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torg.api.program.Usage;
import torg.audit.AuditCommand;
import torg.content.git.ContentCommand;
import torg.identity.local.program.SetPassword;
import torg.identity.local.program.TokenCommand;
import torg.kernel.CatalogueCommand;
import torg.personal.data.PersonCommand;
import torg.studio.module.ModuleCommand;
import torg.sync.program.SyncCommand;
import torg.table.permissions.AskPermissions;

/** The script says what is taken where nothing is built yet, so its page is written out: it has to be the one that the programs' tables make. */
class HelpTest {
    static Stream<String> pages() {
        return Stream.of(Usage.page(Options.USAGE), Usage.page(SetPassword.USAGE), page(AskPermissions.USAGES), page(SyncCommand.USAGES), page(AuditCommand.USAGES),
                page(PersonCommand.USAGES), page(ModuleCommand.USAGES), Usage.page(CatalogueCommand.INDEX), Usage.page(TokenCommand.MAKE), Usage.page(TokenCommand.REST), Usage.page(New.SITE, New.THEME, New.MODULE),
                Usage.page(Lint.USAGE), page(ContentCommand.USAGES));
    }

    private static String page(List<Usage> together) {
        return Usage.page(together.toArray(Usage[]::new));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhatIsTaken(String page) throws IOException {
        var help = new ProcessBuilder("./torg", "help").redirectErrorStream(true).start();

        assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).as("usage() of launcher/torg").contains(page);
    }
}
