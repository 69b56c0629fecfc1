package torg.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;

/**
 * Speaks with a directory: over TLS, with a certificate for its name, or within this machine; a few at a time, for some seconds at most, following nobody elsewhere. It looks up who
 * has an address and binds as them; for an address that nobody has it binds as nobody, so that both take the same steps.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();
    private static final int LARGEST_MESSAGE = 1_048_576;
    /** Conversations at once: a directory that hangs keeps no more of the house waiting. */
    private static final int MOST = 8;
    private static final String MAIL = "mail";
    private final Server server;
    /** Of the last conversation: empty text when it went well, empty when there was none. */
    private volatile Optional<String> trouble = Optional.empty();
    private final AtomicBoolean trying = new AtomicBoolean();
    private final Semaphore turns = new Semaphore(MOST, true);

    Line(Server server) {
        this.server = server;
    }

    /**
     * The entry of whoever has this address and this password; empty when the two do not belong together, or more than one has the address.
     *
     * @throws TorgException BUSY {@code identity-ldap.away} when the directory cannot be asked
     */
    Optional<SearchResultEntry> entry(String mail, String password) {
        return inTurn(connection -> {
            var found = found(connection, mail);
            var dn = found.isPresent() ? found.get().getParsedDN() : new DN(new RDN("cn", UUID.randomUUID().toString()), new DN(server.base()));
            return isTheirs(connection, dn, password) ? found : Optional.empty();
        });
    }

    /** Why nobody could be looked up last; empty when somebody could, or nobody tried. Where it went wrong, or nobody tried, it is tried again for the next who asks. */
    Optional<String> trouble() {
        var last = trouble;
        if (!(last.isPresent() && last.get().isEmpty()) && trying.compareAndSet(false, true)) Thread.ofVirtual().name("ldap-" + server.name()).start(this::attempt);
        return last.filter(why -> !why.isEmpty());
    }

    private void attempt() {
        try {
            inTurn(connection -> found(connection, "health@torg.invalid"));
        } catch (TorgException e) {
            LOG.debug("{}", e.getMessage());
        } finally {
            trying.set(false);
        }
    }

    private Optional<SearchResultEntry> found(LDAPConnection connection, String mail) throws LDAPException {
        if (!server.reader().isEmpty()) connection.bind(new SimpleBindRequest(server.reader(), server.password()));
        var attributes = Stream.concat(Stream.of(MAIL, "givenName", "sn", "cn", server.id()), server.attributes().stream()).distinct().toArray(String[]::new);
        var request = new SearchRequest(server.base(), SearchScope.SUB, Filter.create(server.filter().replace(Server.PLACE, Filter.encodeValue(mail))), attributes);
        request.setSizeLimit(2);
        request.setTimeLimitSeconds(PATIENCE / 1_000);
        try {
            var entries = connection.search(request).getSearchEntries();
            return entries.size() == 1 ? entries.stream().findFirst() : Optional.empty();
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) return Optional.empty();
            throw e;
        }
    }

    /** A bind with a name and no password succeeds as nobody (RFC 4513, 5.1.2). */
    private static boolean isTheirs(LDAPConnection connection, DN dn, String password) throws LDAPException {
        if (password.isEmpty()) return false;
        try {
            return connection.bind(new SimpleBindRequest(dn, password)).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException e) {
            if (e.getResultCode().isConnectionUsable()) return false;
            throw e;
        }
    }

    private interface Talk<T> {
        T with(LDAPConnection connection) throws LDAPException;
    }

    private <T> T inTurn(Talk<T> talk) {
        try {
            if (!turns.tryAcquire(PATIENCE, TimeUnit.MILLISECONDS)) throw away("all lines to it are taken");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw away("the house is closing");
        }
        try (var connection = open()) {
            var said = talk.with(connection);
            trouble = Optional.of("");
            return said;
        } catch (LDAPException | GeneralSecurityException | IOException e) {
            throw away(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } finally {
            turns.release();
        }
    }

    private TorgException away(String why) {
        if (!trouble.equals(Optional.of(why))) LOG.warn("directory={} event=not-asked because={}", server.name(), Characters.line(why));
        trouble = Optional.of(why);
        return TorgException.of(ProblemKind.BUSY, "identity-ldap.away", "a directory cannot be asked right now").help("try again in a moment");
    }

    private LDAPConnection open() throws LDAPException, GeneralSecurityException, IOException {
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(PATIENCE);
        options.setResponseTimeoutMillis(PATIENCE);
        options.setMaxMessageSize(LARGEST_MESSAGE);
        options.setFollowReferrals(false);
        if (server.secure()) return new LDAPConnection(sockets(), options, server.host(), server.port());
        var connection = new LDAPConnection(options, server.host(), server.port());
        if (server.isThisMachine() && server.certificates().isEmpty()) return connection;
        try {
            connection.processExtendedOperation(new StartTLSExtendedRequest(sockets()));
            if (connection.getSSLSession() == null) throw new LDAPException(ResultCode.CONNECT_ERROR, "it does not begin TLS");
            return connection;
        } catch (LDAPException | GeneralSecurityException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Read anew with each conversation: whoever renews a certificate need not tell anybody. */
    private SSLSocketFactory sockets() throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(server.certificates().isEmpty() ? null : certificates(Path.of(server.certificates())));
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return new NamedSockets(context.getSocketFactory());
    }

    private static KeyStore certificates(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) store.setCertificateEntry("c" + store.size(), certificate);
        }
        return store;
    }
}
