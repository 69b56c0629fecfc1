package torg.identity.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The directory of a customer company, which is a real one in this process: in the clear, with TLS that begins later, and with TLS from the first byte. */
final class Acme implements AutoCloseable {
    static final String BASE = "ou=people,dc=acme,dc=example";
    static final String READER = "cn=reader,dc=acme,dc=example";
    private static final String SECRET = "of the reader";
    /** What it was asked, in the order in which that came. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final InMemoryDirectoryServer server;

    /** @param keys a key store with the certificate that it shows; null for one that knows no TLS */
    Acme(Path keys) throws Exception {
        var config = new InMemoryDirectoryServerConfig("dc=acme,dc=example");
        config.addAdditionalBindCredentials(READER, SECRET);
        config.setSchema(null);
        var here = InetAddress.getLoopbackAddress();
        if (keys == null) {
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("clear", here, 0, null));
        } else {
            var tls = new SSLUtil(new KeyStoreKeyManager(keys.toFile(), "changeit".toCharArray()), null);
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("clear", here, 0, tls.createSSLSocketFactory()),
                    InMemoryListenerConfig.createLDAPSConfig("tls", here, 0, tls.createSSLServerSocketFactory(), null));
        }
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
                asked.add(request.getRequest().getBindDN().equals(READER) ? "reader" : "bind");
            }

            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
                asked.add("search");
            }
        });
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=acme,dc=example", "objectClass: domain", "dc: acme");
        server.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
        person("jane", "jane@acme.example");
        server.startListening();
    }

    /** Somebody whose password is their name, twice. */
    void person(String name, String mail) throws Exception {
        var entry = new Entry("uid=" + name + "," + BASE);
        entry.addAttribute("objectClass", "person");
        entry.addAttribute("uid", name);
        entry.addAttribute("cn", name + " Doe");
        entry.addAttribute("sn", "Doe");
        entry.addAttribute("mail", mail);
        entry.addAttribute("number", "n-" + name);
        entry.addAttribute("memberOf", "cn=buyers,dc=acme,dc=example", "cn=all,dc=acme,dc=example");
        entry.addAttribute("userPassword", name + name);
        server.add(entry);
    }

    Map<String, Object> settings(String scheme, String host) {
        return Map.of("acme.url", scheme + "://" + host + ":" + server.getListenPort(scheme.equals("ldaps") ? "tls" : "clear"), "acme.base", BASE, "acme.bind-dn", READER, "acme.bind-password", SECRET,
                "acme.domains", "acme.example", "acme.id", "number", "acme.mail-verified", "true");
    }

    /** A key store with a certificate for this name, and beside it the certificate as a file that others trust. */
    static Path certificate(Path folder, String name, String alternative) throws Exception {
        var keys = folder.resolve(name + ".p12");
        keytool("-genkeypair", "-keyalg", "EC", "-alias", "key", "-dname", "CN=" + name, "-ext", "san=" + alternative, "-keystore", keys.toString());
        keytool("-exportcert", "-rfc", "-alias", "key", "-keystore", keys.toString(), "-file", folder.resolve(name + ".pem").toString());
        return keys;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", "changeit"));
        command.addAll(1, List.of(arguments[0]));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) throw new IllegalStateException(said);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
