package torg.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** An audit log in memory, whose chain holds as that of the store does. Rows are not told of: only the store does that. */
public final class MemoryAudit implements AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();
    private boolean away;

    /** From now on nothing can be told or asked, or can again. */
    public synchronized void away(boolean now) {
        away = now;
    }

    private void reach() {
        if (away) throw TorgException.of(ProblemKind.BUSY, "test.away", "the log cannot be reached");
    }

    @Override
    public synchronized void add(Act act) {
        reach();
        var trace = Trace.now();
        var who = trace.caller().orElse(Caller.service("house"));
        var name = who.kind().name().toLowerCase(Locale.ROOT) + ":" + who.contact().orElse(who.name());
        entries.add(AuditEntry.following(head(), Instant.EPOCH.plusSeconds(head().number()), name, who.deputy().map(Deputy::contact).orElse(""), who.accounts().stream().findFirst().orElse(""), trace.address(), trace.request(), act, Optional.empty()));
    }

    @Override
    public synchronized void count(Act act) {
        // whoever counts does not suffer when nothing can be told
        if (!away) add(act);
    }

    @Override
    public synchronized List<AuditEntry> find(AuditQuery query) {
        reach();
        return entries.reversed().stream().filter(entry -> matches(query.person().map(person -> "contact:" + person), entry.caller()) || matches(query.person(), entry.act().person()) || matches(query.person(), entry.deputy()))
                .filter(entry -> matches(query.account(), entry.account()) && matches(query.act(), entry.act().name()) && matches(query.table(), entry.act().table()) && matches(query.key(), entry.act().key()))
                .filter(entry -> query.outcome().isEmpty() || query.outcome().get() == entry.act().outcome())
                .filter(entry -> query.from().isEmpty() || !entry.at().isBefore(query.from().get())).filter(entry -> query.until().isEmpty() || entry.at().isBefore(query.until().get()))
                .filter(entry -> query.before().isEmpty() || entry.number() < query.before().getAsLong()).limit(query.most()).toList();
    }

    private static boolean matches(Optional<String> asked, String value) {
        return asked.isEmpty() || asked.get().equals(value);
    }

    @Override
    public synchronized List<AuditEntry> after(long number, int most) {
        return entries.stream().filter(entry -> entry.number() > number).limit(most).toList();
    }

    @Override
    public synchronized Head head() {
        return entries.isEmpty() ? Head.EMPTY : entries.getLast().head();
    }

    /** Nothing is as old as that here. */
    @Override
    public long cut(Instant before) {
        return 0;
    }

    /** There are no values here. */
    @Override
    public long erase(String contact) {
        return 0;
    }

    /** Names of what was told, in order, what was refused with an exclamation mark behind it. */
    public synchronized Stream<String> acts() {
        return List.copyOf(entries).stream().map(entry -> entry.act().name() + (entry.act().outcome() == Act.Outcome.REFUSED ? "!" : ""));
    }
}
