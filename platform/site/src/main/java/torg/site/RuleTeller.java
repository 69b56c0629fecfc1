package torg.site;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.site.Site;

/**
 * Tells the audit log when other rules are in force than it was told of last: also when they changed while the portal did not run. What the log was told of
 * last it holds itself, as the digest in its own entry. The site is there already, so a log that cannot be reached takes back nothing of it: it is told later.
 */
final class RuleTeller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleTeller.class);
    private static final String ACT = "rules-changed";
    private final Duration retry;
    private final Debounce later = new Debounce("site-rules", this::tell);
    private Optional<AuditLog> log = Optional.empty();
    private Optional<Site> told = Optional.empty();
    private Optional<Site> now = Optional.empty();

    /** @param retry after which a log that could not be reached is told again */
    RuleTeller(Duration retry) {
        this.retry = retry;
    }

    /** From now on this one is told. */
    synchronized void to(AuditLog found) {
        log = Optional.of(found);
        later.after(Duration.ZERO);
    }

    synchronized void without(AuditLog gone) {
        if (log.filter(known -> known == gone).isPresent()) log = Optional.empty();
    }

    /** These are the rules now. */
    synchronized void shown(Site site) {
        now = Optional.of(site);
        tell();
    }

    private synchronized void tell() {
        if (log.isEmpty() || now.isEmpty() || told.equals(now)) return;
        try {
            tell(log.get(), now.get());
            told = now;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("event=rules-changed-untold", e);
            later.after(retry);
        }
    }

    /** Which documents are others is known of a site that this portal has shown; of one before its start only that they are. */
    private void tell(AuditLog to, Site site) {
        var changed = told.map(before -> RuleChanges.between(before, site));
        if (changed.filter(SortedSet::isEmpty).isPresent()) return;
        var digest = RuleChanges.digest(site);
        if (changed.isEmpty() && last(to).equals(Optional.of(digest))) return;
        to.add(Act.done(ACT).with((digest + " " + String.join(" ", changed.orElseGet(TreeSet::new))).strip()));
    }

    /** Digest of the rules that the log was told of last. */
    private static Optional<String> last(AuditLog log) {
        var none = Optional.<String>empty();
        var query = new AuditQuery(none, none, Optional.of(ACT), Optional.of(Act.Outcome.DONE), none, none, Optional.empty(), Optional.empty(), OptionalLong.empty(), 1);
        return log.find(query).stream().findFirst().map(entry -> entry.act().detail().split(" ")[0]);
    }

    @Override
    public void close() {
        later.close();
    }
}
