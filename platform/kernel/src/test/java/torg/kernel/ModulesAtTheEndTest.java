package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** While the framework climbs, it only takes note of the wish to start a module; whoever ends meanwhile must not wait for it. */
class ModulesAtTheEndTest {
    @TempDir
    Path temp;

    @Test
    void theEndWaitsForNoModuleThatTheFrameworkIsYetToStart() throws Exception {
        TestJar.saying("late", "x").to(temp.resolve("late.jar"));
        try (var framework = new TestFramework(temp.resolve("cache"))) {
            var took = new CompletableFuture<Duration>();
            framework.offer(Consumer.class, context -> took.complete(timeToEnd(framework, (BundleContext) context)));
            var climber = framework.context().installBundle("climber", new ByteArrayInputStream(climber().bytes()));
            climber.adapt(BundleStartLevel.class).setStartLevel(3);
            climber.start();
            framework.context().getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(3);

            assertThat(took.get(60, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private Duration timeToEnd(TestFramework framework, BundleContext context) {
        var modules = new ModuleFolders(TestFramework.files(InstantSource.system(), temp), TestFramework.NONE_ADDED,
                context, InstantSource.system(), new Starts(Duration.ofMinutes(1)), framework.reasons(), Runnable::run,
                new StoppedModules(Optional.empty(), InstantSource.system()), () -> {});
        try {
            await(() -> Stream.of(context.getBundles()).anyMatch(bundle -> "late".equals(bundle.getSymbolicName())));
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var start = System.nanoTime();
        modules.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A bundle that hands its context on while it starts. */
    private static TestJar climber() {
        return TestJar.bundle("climber").header("Bundle-Activator", "t.Climber").header("Import-Package", "org.osgi.framework").type("t.Climber", """
                package t;
                public class Climber implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) {
                        context.getService(context.getServiceReference(java.util.function.Consumer.class)).accept(context);
                    }
                    public void stop(org.osgi.framework.BundleContext context) { }
                }
                """);
    }
}
