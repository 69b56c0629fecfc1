package torg.studio.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.studio.room.Words;

class ShelvesTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "nb"})
    void everyFolderOfTheSiteThatShipsIsCalledByAWord(String language) throws IOException {
        var words = new Words(Locale.forLanguageTag(language), Map.of(), ZoneOffset.UTC);
        try (var folders = Files.list(Path.of("../../content/customer-portal"))) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())).isNotEmpty()
                    .allSatisfy(folder -> assertThat(words.textOr("shelf." + folder, "")).as(folder).isNotEmpty());
        }
    }
}
