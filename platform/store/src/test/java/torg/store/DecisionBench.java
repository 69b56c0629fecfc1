package torg.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Table;
import torg.store.rights.OwnCells;
import torg.store.rights.Reach;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/**
 * Whether a caller reaches one row at hand, by the documents that ship: the rules are asked for, as for each request, and decide by the row's own cells. Part of
 * {@code launcher/torg bench}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBench {
    private static final double MOST_MICROSECONDS = 10;
    private CompiledAccess access;
    private Table orders;
    private final Caller representative = Caller.contact("C1", "Somebody", List.of("A1"), List.of("customer-representative"));
    private final Caller buyer = Caller.contact("C2", "Somebody", List.of("A2"), List.of("authorized-user"));
    private final Map<String, Object> order = Map.of("ordernumber", "W000001", "account", "A1", "contact", "C1", "status", "open");

    /** Rules without a database. */
    @Setup
    public void compile() {
        var draft = TestHouse.shipped().folder(Path.of("../../content/customer-portal"), "roles", "permissions", "forms");
        var sites = TestSites.of(draft, new TableDocuments(), new PermissionCompiler());
        access = new CompiledAccess(sites);
        orders = sites.schema().table("salesorder");
        // What is measured has to be a decision, not the finding that there is none.
        if (!decision(representative).equals(Optional.of(true)) || !decision(buyer).equals(Optional.of(false))) throw new IllegalStateException("the row's own cells do not decide");
    }

    @Benchmark
    public Optional<Boolean> anOrderOfTheAccount() {
        return decision(representative);
    }

    @Benchmark
    public Optional<Boolean> anotherCustomersOrder() {
        return decision(buyer);
    }

    private Optional<Boolean> decision(Caller caller) {
        return OwnCells.of(orders, order, caller).decide(new Reach(caller, Optional.of(access)).grant(orders, Privilege.READ).rows());
    }

    static void report() throws RunnerException {
        var options = new OptionsBuilder().include(DecisionBench.class.getName()).forks(1).warmupIterations(3).warmupTime(TimeValue.seconds(1)).measurementIterations(5).measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT).build();
        for (var result : new Runner(options).run()) {
            var measured = result.getPrimaryResult().getScore();
            System.out.printf("decision on one row, %-24s %.3f microseconds (aim %.0f, met: %s)%n", result.getPrimaryResult().getLabel() + ":", measured,
                    MOST_MICROSECONDS, RightsBench.met(measured, MOST_MICROSECONDS));
        }
    }
}
