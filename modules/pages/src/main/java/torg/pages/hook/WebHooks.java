package torg.pages.hook;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.web.Outbound;
import torg.pages.tree.SitePages;
import torg.spi.health.HealthCheck;

/** Looks once a second whether the site is another, or a page has come or gone by the clock, and lets those know who want to. */
@Component(immediate = true, service = HealthCheck.class, configurationPid = "torg.pages.hooks")
@Designate(ocd = WebHooks.Settings.class)
public final class WebHooks implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(WebHooks.class);
    private static final int SHORTEST_SECRET = 16;
    private static final int MOST_ADDRESSES = 10;

    private final Sites sites;
    private final InstantSource clock;
    private final ContentsReader reader = new ContentsReader();
    /** Only where somebody is to be told: it has a thread of its own. */
    private final Optional<HttpClient> http;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("torg-hooks").factory());
    private final List<Hook> hooks;
    private final Status set;
    private Site seen;
    private Contents contents;
    private Instant until = Instant.MIN;

    /** Who is told of changes, and how they know that it was us. Who operates the house names them, and no document does: so an author cannot make the house speak to others in its network. */
    @ObjectClassDefinition(name = "Web hooks")
    public @interface Settings {
        /** To where is posted what changed. */
        @AttributeDefinition(description = "Addresses, with commas between them, to which is posted what changed; https, or on this machine http")
        String[] addresses() default {};

        /** Known to those at the addresses too. */
        @AttributeDefinition(description = "Secret with which messages are signed, 16 characters or more; whsec_ and base64, or any text")
        String secret() default "";

        /** What each address was told. */
        @AttributeDefinition(description = "Folder in which is remembered what each address was told")
        String folder() default "";
    }

    @Activate
    public WebHooks(Settings settings, @Reference Sites sites) {
        this(settings, sites, InstantSource.system());
        if (!hooks.isEmpty()) looking.scheduleWithFixedDelay(this::lookCarefully, 1, 1, TimeUnit.SECONDS);
    }

    /** By this clock, and only when told to look. */
    WebHooks(Settings settings, Sites sites, InstantSource clock) {
        this.sites = sites;
        this.clock = clock;
        var named = Stream.of(settings.addresses()).flatMap(some -> Stream.of(some.split(","))).map(String::strip).filter(address -> !address.isEmpty()).distinct().toList();
        this.set = set(named, settings);
        this.http = named.isEmpty() || set.level() != Status.Level.OK ? Optional.empty()
                : Optional.of(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build());
        this.hooks = http.map(client -> named.stream().map(address -> new Hook(URI.create(address), settings.secret(),
                Path.of(settings.folder()).resolve(ContentsReader.digest(address) + ".told"), client)).toList()).orElse(List.of());
    }

    private static Status set(List<String> named, Settings settings) {
        if (named.isEmpty()) return Status.ok("nobody wants to be told what changes");
        if (named.size() > MOST_ADDRESSES) return Status.warn("more than " + MOST_ADDRESSES + " addresses are to be told what changes, so none is", "name fewer of them in torg.pages.hooks");
        var wrong = named.stream().filter(address -> !Outbound.isConfidential(address)).findFirst();
        if (wrong.isPresent()) return Status.warn("address " + (named.indexOf(wrong.get()) + 1) + " of those to be told what changes is none that is taken, so none is told", "write it as https://, without a name and password; http:// only on this machine");
        if (settings.secret().length() < SHORTEST_SECRET || !Message.signs(settings.secret())) return Status.warn("messages about what changes could not be signed, so none is sent", "set torg.pages.hooks/secret, " + SHORTEST_SECRET + " characters or more; behind whsec_ stands base64");
        if (settings.folder().isBlank()) return Status.warn("nobody could remember what was told, so nothing is", "set torg.pages.hooks/folder");
        return Status.ok("all that changed was told");
    }

    @Deactivate
    void stop() {
        looking.shutdownNow();
        http.ifPresent(HttpClient::shutdownNow);
    }

    private void lookCarefully() {
        try {
            look();
        } catch (TorgException e) {
            LOG.debug("there is no site yet", e);
        } catch (RuntimeException e) {
            LOG.error("who wants to know could not be told what changed", e); // a timer that throws is not called again
        }
    }

    /** Look, and wait for nobody. */
    List<CompletableFuture<Void>> look() {
        var site = sites.current();
        var now = clock.instant();
        if (site != seen || !now.isBefore(until)) {
            var pages = site.require(SitePages.class);
            contents = reader.of(site, pages, now);
            until = pages.tree().changes(now).orElse(Instant.MAX);
            seen = site;
        }
        return hooks.stream().map(hook -> hook.look(site.name(), contents, now)).toList();
    }

    @Override
    public String name() {
        return "web-hooks";
    }

    @Override
    public Status check() {
        var failing = new ArrayList<String>();
        for (var hook : hooks) {
            if (!hook.failure().isEmpty()) failing.add(hook.host() + " could not be told what changed: " + hook.failure() + "; the next attempt is at " + hook.due());
        }
        return failing.isEmpty() ? set : Status.warn(String.join(". ", failing), "look at the receiver; nothing is lost, what changes meanwhile is told at once then");
    }
}
