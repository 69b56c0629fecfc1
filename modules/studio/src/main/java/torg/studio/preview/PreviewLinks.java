package torg.studio.preview;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Editing;
import torg.api.site.Preview;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.spi.identity.Identity;
import torg.spi.web.Previews;
import torg.studio.desk.Desk;
import torg.studio.desk.Rights;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Changes;

/** Gives links by which somebody without any right sees the site as it would be, and opens them. */
@Component(configurationPid = "torg.studio", service = {PreviewLinks.class, Previews.class})
@Designate(ocd = PreviewLinks.Settings.class)
public final class PreviewLinks implements Previews {
    static final int MOST_DAYS = 30;
    /** Nobody means a date of other ages, and not every clock has them. */
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    /** Of a token: what stands in an address and in a cookie. */
    private static final int LONGEST = 2_000;
    /** Sites that are looked at in turn; each is made anew only when something of it changes. */
    private static final int KEPT = 4;

    /** How links are signed. */
    @ObjectClassDefinition(name = "Torg studio")
    public @interface Settings {
        /** Where the key lies. */
        @AttributeDefinition(description = "File with the key by which links of previews are signed, made with the first link; without it there are none. Remove it to revoke all links")
        String preview$_$key() default "";
    }

    private static final String THEMES = "themes/";

    private final Editing editing;
    private final Sites sites;
    private final Optional<PreviewKey> key;
    private final Clock clock;
    private final Map<Made, Site> kept = new LinkedHashMap<>(16, 0.75f, true);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Identity identity;

    /** Hears who gave links to what is not published. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    /** Of what a site was made that is looked at. The site that is published is one object as long as it is the same. */
    private record Made(PreviewLink link, Published published, List<String> drafts) {}

    private record Published(Site site) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Published one && one.site == site;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(site);
        }
    }

    /** @param editing makes the sites that are looked at */
    @Activate
    public PreviewLinks(Settings settings, @Reference Editing editing, @Reference Sites sites) {
        this(Optional.of(settings.preview$_$key()).filter(file -> !file.isBlank()).map(Path::of), editing, sites, Clock.systemUTC());
    }

    PreviewLinks(Optional<Path> key, Editing editing, Sites sites, Identity identity, Clock clock) {
        this(key, editing, sites, clock);
        this.identity = identity;
    }

    private PreviewLinks(Optional<Path> key, Editing editing, Sites sites, Clock clock) {
        this.editing = editing;
        this.sites = sites;
        this.key = key.map(PreviewKey::new);
        this.clock = clock;
    }

    /**
     * What is to be seen.
     *
     * @param author key of the contact whose drafts are seen; empty for what is published
     * @param path of the one file whose draft is seen; empty for all of the author's
     * @param days until the link ends, 1 to {@value #MOST_DAYS}
     * @param theme in which the site is seen, before it has it; empty for its own
     */
    record Wish(String author, String path, List<String> roles, Optional<Instant> at, int days, String theme) {}

    /** A link: its token, and when it ends. */
    record Given(String token, Instant until) {}

    /**
     * A link to what somebody who may edit wishes to show.
     *
     * @throws TorgException MALFORMED for a wish that cannot be, NOT_FOUND for a draft that is not there, CONFLICT where no key is set
     */
    Given give(Desk desk, Wish wish) {
        if (wish.days() < 1 || wish.days() > MOST_DAYS) throw malformed("a link lasts for 1 to " + MOST_DAYS + " days");
        if (wish.at().filter(at -> at.isBefore(Instant.EPOCH) || at.isAfter(LAST)).isPresent()) throw malformed("a preview is of a date from 1970 to 2200");
        var known = roles(desk.site());
        if (!known.containsAll(wish.roles())) throw malformed("a preview is seen as web roles that the site has");
        if (!wish.path().isEmpty() && desk.draft(wish.path(), wish.author()).isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "studio.no-draft", "there is no such draft");
        if (!wish.theme().isEmpty() && !desk.rights().looks()) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "themes are shown by who may change the looks");
        if (!wish.theme().isEmpty() && !themes().contains(wish.theme())) throw malformed("a preview is in a theme that there is");
        var until = clock.instant().plus(Duration.ofDays(wish.days()));
        var link = new PreviewLink(until, wish.at(), List.copyOf(new TreeSet<>(wish.roles())), PreviewLink.Maker.of(desk.caller()), PreviewLink.Reach.of(desk.rights()), wish.author(), wish.path(), wish.theme());
        if ((link.author() + link.maker().contact() + link.maker().account()).indexOf('\n') >= 0) throw malformed("nobody is called so");
        var token = link.token(key());
        if (token.length() > LONGEST) throw malformed("a preview is seen as fewer web roles");
        var log = audit;
        if (log != null) log.add(Act.done("preview-made").with(("until " + until + " as " + String.join(",", link.roles()) + " " + wish.path()).strip()));
        return new Given(token, until);
    }

    /** No link that was given before opens any more. */
    void revoke() {
        key().renew();
    }

    private PreviewKey key() {
        return key.orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "studio.no-key", "the portal has no key for links of previews").help("set 'preview-key' of torg.studio to a file"));
    }

    static TorgException malformed(String what) {
        return TorgException.of(ProblemKind.MALFORMED, "studio.bad-preview", what);
    }

    /** Web roles that documents of the site define, and that of everybody who is signed in; sorted. */
    static TreeSet<String> roles(Site site) {
        var roles = new TreeSet<>(SiteRoles.of(site.documents(), site.settings().defaultLocale()).keySet());
        roles.add("authenticated");
        return roles;
    }

    /** Names of the themes in which a site can be seen; sorted. */
    SortedSet<String> themes() {
        return editing.files().tailMap(THEMES).keySet().stream().takeWhile(path -> path.startsWith(THEMES)).map(path -> path.split("/")[1]).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<Seen> open(String token) {
        return key.flatMap(one -> PreviewLink.of(token, one, clock.instant())).filter(this::holds).map(link -> new Seen(site(link), link.roles().isEmpty() ? Caller.ANONYMOUS : Caller.preview(link.roles())));
    }

    /** Whether whoever made it could make it now. Of whom nobody can know that, no link opens. */
    private boolean holds(PreviewLink link) {
        if (link.maker().contact().isEmpty()) return true;
        var known = identity;
        return known != null && link.maker().now(known).map(maker -> Rights.of(sites.current(), maker)).filter(rights -> link.reach().isWithin(rights)).isPresent();
    }

    /** One at a time: whoever asks again and again for the same waits for it once. */
    private synchronized Site site(PreviewLink link) {
        var published = sites.current();
        var drafts = link.author().isEmpty() ? List.<Draft>of() : editing.drafts().stream().filter(draft -> link.shows(draft, published)).toList();
        var made = new Made(link, new Published(published), drafts.stream().map(Draft::version).toList());
        kept.keySet().removeIf(one -> one.published().site() != published);
        var known = kept.get(made);
        if (known != null) return known;
        var site = seen(drafts.isEmpty() && link.at().isEmpty() && link.theme().isEmpty() ? published : proposed(published, drafts, link), link);
        kept.put(made, site);
        if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
        return site;
    }

    private Site proposed(Site published, List<Draft> drafts, PreviewLink link) {
        var changes = new HashMap<String, Optional<byte[]>>();
        drafts.forEach(draft -> changes.put(draft.path(), draft.change().bytes()));
        if (!link.theme().isEmpty()) wear(link.theme(), published.path("site.yml"), changes);
        var proposal = link.at().map(moment -> editing.propose(changes, moment)).orElseGet(() -> editing.propose(changes));
        // While the newest edit is refused the last good site serves, and is what is looked at.
        if (changes.isEmpty() && proposal.site().isEmpty()) return sites.current();
        return proposal.site().orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "preview.incomplete", "what is drafted makes no site at this moment"));
    }

    /** As if the site's own document named this theme, be it drafted or not. */
    private void wear(String theme, String settings, Map<String, Optional<byte[]>> changes) {
        var written = changes.containsKey(settings) ? changes.get(settings) : editing.file(settings).map(ContentFile::bytes);
        written.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).map(text -> editing.amended(settings, text, List.of(new Amendment.Put(List.of("theme"), Changes.scalar(theme)))))
                .ifPresent(text -> changes.put(settings, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static Site seen(Site site, PreviewLink link) {
        var parts = new HashMap<>(site.parts());
        parts.put(Preview.class, new Preview(link.at(), link.until()));
        return new Site(site.name(), site.version(), site.settings(), site.documents(), site.files(), parts);
    }
}
