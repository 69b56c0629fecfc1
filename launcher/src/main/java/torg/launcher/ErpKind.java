package torg.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.program.Refusal;

/** The ERPs that a portal can be started on: each has a connector of its name, maps in the sites that ship, and a demo that the launcher starts. */
enum ErpKind {
    /** Dynamics 365 Finance and Operations; its demo is a stand-in. */
    DYNAMICS {
        @Override
        List<String> demo(Home home, DataFolder data, int port, URI portal) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + home.erpOptions(),
                    home.erpArchive(),
                    "-cp", home.erpLibraries() + "/*",
                    "torg.demo.erp.Main",
                    "--port", String.valueOf(port),
                    "--data", data.erp().toString(),
                    "--notify", portal.resolve("/api/erp/wake/dynamics").toString());
        }

        @Override
        URI demoAddress(int port) {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        Map<String, String> demoCredentials() {
            return Map.of();
        }
    },
    /** Tryton; its demo is Tryton itself, from the system's packages. */
    TRYTON {
        private static final String DATABASE = "portal";

        @Override
        List<String> demo(Home home, DataFolder data, int port, URI portal) {
            return List.of(home.tryton().toString(), "serve", data.tryton().toString(), DATABASE, String.valueOf(port));
        }

        @Override
        URI demoAddress(int port) {
            return URI.create("http://127.0.0.1:" + port + "/" + DATABASE);
        }

        /** As {@code modules/demo-tryton/tryton} makes it; it listens on loopback only. */
        @Override
        Map<String, String> demoCredentials() {
            return Map.of("user", "portal", "password", "northwind-portal");
        }
    };

    /** The command of the demo, which serves on this port of loopback until it is ended. */
    abstract List<String> demo(Home home, DataFolder data, int port, URI portal);

    /** Where the connector finds the demo. */
    abstract URI demoAddress(int port);

    /** Settings of the connector by which the demo lets the portal in. */
    abstract Map<String, String> demoCredentials();

    /** The name of its connector, in maps and on the command line. */
    String connector() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names of the connectors of all others. */
    String others() {
        return Stream.of(values()).filter(kind -> kind != this).map(ErpKind::connector).collect(Collectors.joining(","));
    }

    /** @throws Refusal when there is none of this name */
    static ErpKind named(String name) {
        return Stream.of(values()).filter(kind -> kind.connector().equals(name)).findFirst().orElseThrow(() ->
                new Refusal("--erp '" + name + "' is no ERP that the portal can be started on; take " + Stream.of(values()).map(ErpKind::connector).collect(Collectors.joining(" or "))));
    }
}
