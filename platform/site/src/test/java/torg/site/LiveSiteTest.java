package torg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import torg.api.health.ModulesTried;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.testkit.HandClock;

class LiveSiteTest {
    private static final ModulesTried TRIED = new ModulesTried() {};

    private final MemoryStore store = MemoryStore.withSite().put("content/test/pages/a.yml", "title: A");
    private final FolderCompiler pages = new FolderCompiler("pages");
    private final HandClock clock = new HandClock();
    private final AtomicBoolean allStop = new AtomicBoolean();
    private final LiveSite live = new LiveSite("test", clock, allStop::get);

    @AfterEach
    void stop() {
        live.stop();
    }

    @Test
    void beforeTheFirstSiteItIsBusyAndSaysSo() {
        assertThatThrownBy(live::current).isInstanceOf(TorgException.class).extracting(fault -> ((TorgException) fault).code()).isEqualTo("site.not-ready");
        assertThat(live.check().level()).isEqualTo(Status.Level.NOT_READY);
    }

    @Test
    void withoutAStoreThereIsNothingToComplainAbout() throws InterruptedException {
        var log = listen();
        live.addModulesTried(TRIED);
        live.addCompiler(pages, Map.of("service.id", 1L));
        Thread.sleep(200);
        assertThat(live.check().message()).isEqualTo("the site waits for a module that gives documents");

        live.addStore(store, Map.of("service.id", 2L));
        await(() -> live.check().level() == Status.Level.OK);
        assertThat(lines(log, "not taken: ")).isEmpty();
    }

    @Test
    void untilAllModulesHaveBeenTriedNothingIsShownAndNothingIsMissed() {
        var count = new CountCompiler();
        live.addCompiler(count, Map.of("service.id", 3L));
        live.addStore(store, Map.of("service.id", 2L));
        await(() -> store.reads() > 0);
        live.addCompiler(pages, Map.of("service.id", 1L));
        await(() -> count.runs > 0);
        assertThatThrownBy(live::current).isInstanceOf(TorgException.class);
        assertThat(live.check().message()).isEqualTo("the site 'test' is being made");

        live.addModulesTried(TRIED);
        await(() -> live.check().level() == Status.Level.OK);
        assertThat(live.current().version()).isEqualTo(1);
        assertThat(live.current().parts()).containsKeys(FolderCompiler.Titles.class, CountCompiler.Count.class);
        assertThat(pages.runs).isEqualTo(1);
    }

    @Test
    void aModuleThatNestsTooDeepIsToldAndTheSiteStays() {
        start();
        var good = live.current();
        var deep = new DeepCompiler();
        live.addCompiler(deep, Map.of("service.id", 3L));
        await(() -> live.problems().stream().anyMatch(problem -> problem.code().equals("site.compiler-failed")));
        assertThat(live.current()).isSameAs(good);

        live.removeCompiler(deep);
        await(() -> live.check().level() == Status.Level.OK);
    }

    @Test
    void aSiteThatTheMemoryDoesNotHoldIsToldAndTheOldOneStays() {
        start();
        var good = live.current();
        var hungry = new HungryCompiler();
        live.addCompiler(hungry, Map.of("service.id", 3L));
        await(() -> live.problems().stream().anyMatch(problem -> problem.code().equals("site.out-of-memory") && problem.help().contains("TORG_JAVA_OPTIONS")));
        assertThat(live.current()).isSameAs(good);

        live.removeCompiler(hungry);
        await(() -> live.check().level() == Status.Level.OK);
    }

    @Test
    void aStoreThatGoesForGoodLeavesTheSiteAndSaysSo() {
        start();
        live.removeStore(store);

        await(() -> live.check().level() == Status.Level.WARN);
        assertThat(live.problems()).extracting(SiteProblem::code).containsExactly("site.no-store");
        assertThat(titles()).containsExactly("A");
    }

    @Test
    void whenEverythingStopsNothingIsMissed() throws InterruptedException {
        start();
        allStop.set(true);
        live.removeCompiler(pages);
        live.removeStore(store);

        Thread.sleep(800);
        assertThat(live.problems()).isEmpty();
        assertThat(live.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void templatesThatAModuleBringsAreJudgedWhenTheyCome() {
        start();
        var runs = pages.runs;
        pages.beside = "other templates";
        live.addTemplates(Map::of);
        await(() -> pages.runs > runs);
    }

    @Test
    void anEditIsSwappedIn() {
        start();
        store.put("content/test/pages/a.yml", "title: B");

        await(() -> titles().equals(List.of("B")));
        assertThat(live.check().level()).isEqualTo(Status.Level.OK);
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void aSiteThatDidNotChangeIsNotSwapped() {
        start();
        var before = live.current();
        var reads = store.reads();
        store.put("content/test/pages/a.yml", "title: A");
        store.put("content/other/pages/a.yml", "title: C");
        await(() -> store.reads() > reads);

        store.put("content/test/pages/a.yml", "title: B");
        await(() -> titles().equals(List.of("B")));
        assertThat(live.current().version()).isEqualTo(before.version() + 1);
    }

    @Test
    void aWrongEditChangesNothingAndIsToldOnceUntilItIsMended() {
        var log = listen();
        start();
        var good = live.current();
        store.put(Map.of("content/test/pages/a.yml", "title: B", "content/test/pages/b.yml", "titel: B"));

        await(() -> !live.problems().isEmpty());
        assertThat(live.current()).isSameAs(good);
        assertThat(live.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(live.check().message()).contains("content/test/pages/b.yml:1:1").contains("(and 1 more)");

        store.put("content/test/pages/c.yml", "title: C");
        store.put("content/test/pages/b.yml", "title: B");
        await(() -> titles().equals(List.of("B", "B", "C")));
        await(() -> lines(log, "mended: ").size() == 2);
        assertThat(lines(log, "not taken: ")).hasSize(2).allMatch(line -> !line.contains("\n"));
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void aBrokenDocumentAtTheFirstStartIsNotReadyAndSaysWhy() {
        store.put("content/test/pages/b.yml", "titel: B");
        live.addModulesTried(TRIED);
        live.addCompiler(pages, Map.of("service.id", 1L));
        live.addStore(store, Map.of("service.id", 2L));

        await(() -> !live.problems().isEmpty());
        assertThat(live.check().level()).isEqualTo(Status.Level.NOT_READY);
        assertThat(live.check().message()).contains("content/test/pages/b.yml:1:1 'title' is missing here");
        assertThat(live.check().next()).isEqualTo("add 'title:' with a value");

        store.put("content/test/pages/b.yml", "title: B");
        await(() -> live.check().level() == Status.Level.OK);
    }

    @Test
    void compilersComeAndGo() {
        start();
        var count = new CountCompiler();
        live.addCompiler(count, Map.of("service.id", 3L));
        await(() -> live.current().part(CountCompiler.Count.class).isPresent());

        live.removeCompiler(pages);
        await(() -> live.current().part(FolderCompiler.Titles.class).isEmpty());
        assertThat(live.current().part(CountCompiler.Count.class)).isEmpty();
        assertThat(live.problems()).extracting(SiteProblem::code).contains("site.part-missing");
        assertThatThrownBy(() -> live.current().require(CountCompiler.Count.class)).hasMessageContaining("not there yet");
    }

    @Test
    void aCompilerThatIsReplacedLeavesNoGap() {
        start();
        var left = System.nanoTime();
        live.removeCompiler(pages);
        live.addCompiler(new FolderCompiler("pages"), Map.of("service.id", 4L));
        assumeTrue(System.nanoTime() - left < 300_000_000L, "the machine paused for longer than a module may be away");

        await(() -> {
            assertThat(live.current().part(FolderCompiler.Titles.class)).isPresent();
            return live.check().level() == Status.Level.OK;
        });
    }

    @Test
    void aHigherStoreLiesOverALowerOne() {
        start();
        var over = new MemoryStore().put("content/test/pages/a.yml", "title: Over");
        live.addStore(over, Map.of("service.id", 9L, "service.ranking", 10));
        await(() -> titles().equals(List.of("Over")));

        live.removeStore(over);
        await(() -> titles().equals(List.of("A")));
    }

    @Test
    void anEditionComesByItself() {
        store.put("content/test/pages/a@2027-01-15T0810.yml", "title: New");
        clock.pass(Duration.ofMinutes(10).minusMillis(500));
        start();
        var before = live.current().version();
        assertThat(titles()).containsExactly("A");
        clock.pass(Duration.ofMinutes(1));
        await(() -> titles().equals(List.of("New")));
        assertThat(live.current().version()).as("whoever keeps something of the site hears of it").isEqualTo(before + 1);
    }

    @Test
    void aStoreThatCannotBeReadLeavesTheSiteAsItIs() {
        start();
        var good = live.current();
        store.breakDown(true);

        await(() -> !live.problems().isEmpty());
        assertThat(live.problems()).extracting(SiteProblem::code).containsExactly("memory.broken");
        assertThat(live.current()).isSameAs(good);

        store.breakDown(false);
        await(() -> live.problems().isEmpty());
    }

    private void start() {
        live.addModulesTried(TRIED);
        live.addCompiler(pages, Map.of("service.id", 1L));
        live.addStore(store, Map.of("service.id", 2L));
        await(() -> live.check().level() == Status.Level.OK);
    }

    private List<String> titles() {
        return live.current().require(FolderCompiler.Titles.class).titles();
    }

    private static ListAppender<ILoggingEvent> listen() {
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        for (var name : List.of(ProblemLog.class.getName(), "torg.news")) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.INFO);
            logger.addAppender(appender);
        }
        return appender;
    }

    private static List<String> lines(ListAppender<ILoggingEvent> log, String beginning) {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).filter(line -> line.startsWith(beginning)).toList();
    }

    static void await(BooleanSupplier holds) {
        var end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute").isLessThan(end);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
