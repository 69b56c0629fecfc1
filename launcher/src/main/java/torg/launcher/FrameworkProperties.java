package torg.launcher;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** What the framework itself, and the HTTP server in it, are told before any bundle starts. */
final class FrameworkProperties {
    /**
     * Packages of the launcher's class path that bundles may use. Logging is there because it must work before the first bundle does;
     * slf4j 2 still serves callers of 1.7, as its own manifest says; the last two are what jOOQ demands of whoever runs it.
     */
    private static final String SHARED = """
            org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20,\
            org.slf4j;version=1.7.36,org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=1.7.36,\
            org.osgi.service.cm;version=1.6.1,org.osgi.service.log;version=1.5.0,org.osgi.service.log.admin;version=1.0.0,\
            io.r2dbc.spi;version=1.0.0,org.reactivestreams;version=1.0.4""";

    private FrameworkProperties() {}

    /** @param given what rooms and modules are told before the folder of settings is laid over it */
    static Map<String, String> of(Options options, int port, DataFolder data, RoomSettings given) {
        var properties = new HashMap<>(Map.of(
                // Wiped at each start: nothing is copied into it, and a stale entry could only mislead.
                Constants.FRAMEWORK_STORAGE, data.cache().resolve("bundles").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED,
                // Failures arrive as framework events, which the launcher reports in its own words.
                "felix.log.level", "0",
                // The launcher tells every setting anew at each start; a copy on disk could only go stale, or leak a password.
                "felix.cm.pm", "memory",
                "org.apache.felix.http.host", options.bind().getHostAddress(),
                "org.osgi.service.http.port", String.valueOf(port),
                // One virtual thread a request: handlers block, as everything in the house does.
                "org.apache.felix.http.jetty.virtualthreads.enable", "true",
                // The kernel lays this folder over the settings again whenever a file in it is saved.
                "torg.settings", data.settings().toString()));
        // What a file of that folder no longer says returns to these.
        given.byPid().forEach((pid, settings) -> settings.forEach((key, value) -> properties.put("torg.settings/" + pid + "/" + key, value)));
        return properties;
    }
}
