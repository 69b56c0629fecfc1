package torg.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.program.Refusal;

/**
 * What each room and module is told at start, by PID. The table holds what follows from the command line;
 * {@code <data>/settings/<pid>.properties} adds to it and overrides it, key by key.
 */
record RoomSettings(Map<String, Map<String, String>> byPid) {

    /** @param erp address of the ERP, as its connector's setting {@code url} has it */
    static RoomSettings of(Options options, Path data, URI erp) {
        var store = options.contentGit().isPresent() ? "torg.content.git" : "torg.content.files";
        return new RoomSettings(Map.ofEntries(
                Map.entry(store, options.contentGit().map(repository -> git(repository, options, data)).orElseGet(() -> files(options, data))),
                Map.entry("torg.site", Map.of("site", options.site())),
                Map.entry("torg.store", Map.of("url", "jdbc:h2:file:" + data.resolve("store/torg"))),
                Map.entry("torg.modules", Map.of(
                        "folders", moduleFolders(options, data),
                        "stopped", data.resolve("modules.properties").toString(),
                        "added", data.resolve("modules").toString(),
                        "trusted", data.resolve("trusted-signers").toString(),
                        "unsigned", String.valueOf(options.demo()))),
                Map.entry("torg.pages", Map.of("pictures", data.resolve("pictures").toString())),
                Map.entry("torg.pages.hooks", Map.of("folder", data.resolve("hooks").toString())),
                Map.entry("torg.studio", Map.of("preview-key", data.resolve("preview-key").toString())),
                Map.entry("torg.search.lucene", Map.of("folder", data.resolve("search").toString())),
                Map.entry("torg.connector." + options.erp().connector(), erp(options, erp)),
                Map.entry("torg.sync", Map.of("without", options.erp().others())),
                Map.entry("torg.mail", Map.of("show", String.valueOf(options.demo() && options.bind().isLoopbackAddress()))),
                Map.entry("torg.identity.local", Map.of(
                        "passwords", data.resolve("passwords").toString(),
                        "demo", String.valueOf(options.demo()),
                        "loopback", String.valueOf(options.bind().isLoopbackAddress())))));
    }

    /** What ships, what administrators added, and what whoever starts the portal named: of two that hold the same module the later counts. */
    private static String moduleFolders(Options options, Path data) {
        var named = options.modules();
        return Stream.of(named.subList(0, 1), List.of(data.resolve("modules")), named.subList(1, named.size())).flatMap(List::stream).map(Path::toString).collect(Collectors.joining(","));
    }

    /** An ERP that runs already lets in whom its own people say. */
    private static Map<String, String> erp(Options options, URI erp) {
        return options.erpUrl().isPresent() ? Map.of("url", erp.toString()) : over(options.erp().demoCredentials(), Map.of("url", erp.toString()));
    }

    private static Map<String, String> files(Options options, Path data) {
        return Map.of(
                "content", options.content().toString(),
                "themes", options.themes().toString(),
                "history", data.resolve("content-history").toString(),
                "drafts", data.resolve("content-drafts").toString(),
                "shipped-content", options.home().content().toString(),
                "shipped-themes", options.home().themes().toString(),
                "shipped", data.resolve("content-shipped").toString());
    }

    /** A repository elsewhere is kept in step with one in the data folder. */
    private static Map<String, String> git(String repository, Options options, Path data) {
        var elsewhere = repository.contains("://");
        return Map.of(
                "repository", elsewhere ? data.resolve("content.git").toString() : repository,
                "remote", elsewhere ? repository : "",
                "content", options.content().toString(),
                "themes", options.themes().toString());
    }

    /** These settings with the files of a folder laid over them; a folder that is not there changes nothing. */
    RoomSettings overriddenBy(Path folder) {
        if (!Files.isDirectory(folder)) {
            return this;
        }
        var all = new TreeMap<>(byPid);
        try (var files = Files.newDirectoryStream(folder, "*.properties")) {
            for (var file : files) {
                var pid = file.getFileName().toString().replaceFirst("\\.properties$", "");
                all.merge(pid, read(file), RoomSettings::over);
            }
        } catch (IOException e) {
            throw new Refusal("the settings folder '" + folder + "' cannot be read; check its permissions", e);
        }
        return new RoomSettings(all);
    }

    private static Map<String, String> over(Map<String, String> table, Map<String, String> file) {
        var both = new LinkedHashMap<>(table);
        both.putAll(file);
        return both;
    }

    private static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new Refusal("the settings file '" + file + "' has a broken \\u escape; mend it or remove the file", e);
        } catch (CharacterCodingException e) {
            throw new Refusal("the settings file '" + file + "' is not written in UTF-8; save it as UTF-8, or remove it", e);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
