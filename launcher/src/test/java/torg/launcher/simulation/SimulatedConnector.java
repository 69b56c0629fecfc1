package torg.launcher.simulation;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.Governor;
import torg.testkit.random.Dice;

/** Speaks to the ERP over a wire on which each request may meet with any fault: several requests make a document. As the contract wants it, and no better. */
class SimulatedConnector implements Connector {
    private static final int PAGE = 5;
    private static final Governor.Limits LIMITS = new Governor.Limits(20, 3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** So that what is sent last is done before {@link #LONGEST_CREATE} is over. */
    private static final Duration LAST_SENDING = LONGEST_CREATE.minusSeconds(22);
    private final Stage stage;
    private final Dice dice;
    private final SimulatedErp erp;
    private final Supplier<Weather> weather;
    private final Meter meter;
    private Governor governor = Governor.NONE;

    SimulatedConnector(Stage stage, Dice dice, SimulatedErp erp, Supplier<Weather> weather) {
        this.stage = stage;
        this.dice = dice;
        this.erp = erp;
        this.weather = weather;
        meter = new Meter(stage, LIMITS);
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Optional<Duration> clockAhead() {
        return Optional.of(SimulatedErp.AHEAD);
    }

    @Override
    public Governor.Limits limits() {
        return LIMITS;
    }

    @Override
    public void governed(Governor by) {
        governor = by;
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        var fields = SimulatedErp.fields(entity).collect(Collectors.toMap(name -> name, name -> new FieldInfo(name, "text", true)));
        return fields.isEmpty() ? Optional.empty() : Optional.of(new EntityInfo(fields, SimulatedErp.KEY));
    }

    @Override
    public Answer<Batch> read(Read read) {
        return asked(() -> {
            var all = erp.read(read.entity(), read.where(), read.keys());
            var from = read.cursor().map(Integer::parseInt).orElse(0);
            var to = Math.min(all.size(), from + PAGE);
            return new Answer.Done<>(new Batch(jumbled(from < to ? all.subList(from, to) : List.of()), to < all.size() ? Optional.of("" + to) : Optional.empty()));
        });
    }

    private List<Map<String, Object>> jumbled(List<Map<String, Object>> records) {
        if (records.isEmpty() || !dice.chance(weather.get().jumbled())) return records;
        var jumbled = new ArrayList<>(records);
        jumbled.add(dice.one(records));
        Collections.shuffle(jumbled, new Random(dice.below(1_000)));
        return jumbled;
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        return asked(() -> new Answer.Done<>(there(document).map(head -> missing(document, head).isEmpty() ? Extent.ALL : Extent.HEAD).orElse(Extent.NOTHING)));
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        var last = stage.instant().plus(LAST_SENDING);
        if (!(asked(() -> new Answer.Done<>(there(document).map(Map::copyOf))) instanceof Answer.Done<Optional<Map<String, Object>>>(var found))) return new Answer.Later<>(Duration.ofSeconds(2), "busy");
        if (found.isPresent() && !document.same().stream().allMatch(field -> Objects.equals(document.head().get(field), found.get().get(field)))) return new Answer.Refused<>("erp.reference-taken", "somebody else has it");
        var head = found.<Answer<String>>map(record -> new Answer.Done<>(String.valueOf(record.get("Number")))).orElseGet(() -> done(last, Extent.HEAD, "head of " + document.reference(), () -> erp.head(document)));
        return switch (head) {
            case Answer.Done<String>(var number) -> completed(document, number, last);
            case Answer.Refused<String>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<String>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<String>(var extent, var reason) -> new Answer.Unknown<>(extent, reason);
        };
    }

    private Answer<Map<String, Object>> completed(Outgoing document, String number, Instant last) {
        var missing = asked(() -> new Answer.Done<>(missing(document, erp.record(document.entity(), "Number", number).orElseThrow())));
        if (!(missing instanceof Answer.Done<List<Map<String, Object>>>(var lines))) return new Answer.Later<>(Duration.ofSeconds(2), "busy");
        // That the ERP will take some of them only is nothing that the connector knows beforehand.
        var some = lines.size() > 1 && dice.chance(weather.get().partial()) ? lines.subList(0, 1 + dice.below(lines.size() - 1)) : lines;
        var sent = lines.isEmpty() ? new Answer.Done<>(number) : done(last, Extent.ALL, "lines of " + document.reference(), () -> {
            erp.lines(document.parts().orElseThrow().entity(), number, some);
            return number;
        });
        return switch (sent) {
            case Answer.Done<String> _ when some.size() < lines.size() -> throw away("the ERP took some of the lines");
            case Answer.Done<String> _ -> asked(() -> new Answer.Done<>(Map.copyOf(erp.record(document.entity(), "Number", number).orElseThrow())));
            case Answer.Refused<String>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<String>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<String>(var extent, var reason) -> new Answer.Unknown<>(extent, reason);
        };
    }

    @Override
    public Answer<Map<String, Object>> change(Correction correction) {
        return changed(correction, "change of " + correction.record().get("Number") + " " + correction.fields(), () -> erp.change(correction));
    }

    @Override
    public Answer<Map<String, Object>> revise(Revision revision) {
        var lines = revision.lines();
        return changed(revision.head(), "lines of " + lines.parent() + ": " + lines.added().size() + " more, " + lines.changed().size() + " other, " + lines.removed().size() + " less", () -> erp.revise(revision));
    }

    private Answer<Map<String, Object>> changed(Correction correction, String what, Supplier<Boolean> work) {
        var changed = done(stage.instant().plus(LAST_SENDING), Extent.ALL, what, work);
        return switch (changed) {
            case Answer.Done<Boolean>(var did) when !did -> new Answer.Later<>(Duration.ZERO, "changed meanwhile");
            case Answer.Done<Boolean> _ -> asked(() -> erp.record(correction.entity(), "Number", correction.record().get("Number")).<Answer<Map<String, Object>>>map(record -> new Answer.Done<>(Map.copyOf(record))).orElseGet(() -> new Answer.Refused<>("erp.gone", "it is not there any more")));
            case Answer.Refused<Boolean>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<Boolean>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<Boolean>(var extent, var reason) -> new Answer.Unknown<>(extent, reason);
        };
    }

    private Optional<Map<String, Object>> there(Outgoing document) {
        return erp.record(document.entity(), document.referenceField(), document.reference());
    }

    private List<Map<String, Object>> missing(Outgoing document, Map<String, Object> head) {
        var there = erp.read("Lines", Map.of("Order", head.get("Number")), Map.of()).stream().map(line -> line.get("Position")).toList();
        return document.parts().orElseThrow().lines().stream().filter(line -> !there.contains(line.get("Position"))).toList();
    }

    /** A question: whatever becomes of it, nothing is under way afterwards. */
    private <T> Answer<T> asked(Supplier<Answer<T>> question) {
        stage.pause();
        return passing(() -> answered(question));
    }

    private <T> Answer<T> answered(Supplier<Answer<T>> question) throws IOException {
        if (!erp.isUp()) throw new ConnectException("the ERP cannot be reached");
        var now = weather.get();
        if (dice.chance(now.busy())) return busy();
        if (dice.chance(now.broken())) throw away("the ERP answered 500");
        if (dice.chance(now.deaf() + now.lost())) {
            stage.pause(Weather.delay(dice));
            throw new IOException("the ERP did not answer in time");
        }
        var life = erp.life();
        var answer = question.get();
        if (dice.chance(now.slow())) stage.pause(Weather.delay(dice));
        if (erp.life() != life) throw new IOException("the ERP broke off");
        return answer;
    }

    /** An order to do something, after which it may be under way. */
    private <T> Answer<T> done(Instant last, Extent extent, String what, Supplier<T> work) {
        stage.pause();
        return passing(() -> did(last, extent, what, work));
    }

    private <T> Answer<T> did(Instant last, Extent extent, String what, Supplier<T> work) throws IOException {
        if (!erp.isUp()) throw new ConnectException("the ERP cannot be reached");
        if (stage.instant().isAfter(last)) throw away("it took too long; nothing more was sent");
        var now = weather.get();
        if (dice.chance(now.busy())) return busy();
        if (dice.chance(now.broken())) throw away("the ERP answered 500");
        var patience = Weather.delay(dice);
        Function<String, Answer<T>> unknown = why -> {
            stage.tell(what + ": " + why);
            stage.pause(patience);
            return new Answer.Unknown<>(extent, why);
        };
        if (dice.chance(now.deaf())) return unknown.apply("never arrived");
        var life = erp.life();
        if (dice.chance(now.late())) {
            stage.at(stage.instant().plus(patience).plus(Weather.delay(dice)), () -> {
                if (erp.life() != life) return;
                stage.tell(what + ": done late");
                work.get();
            });
            return unknown.apply("on its way");
        }
        var answer = work.get();
        if (dice.chance(now.lost())) return unknown.apply("done, the answer is lost");
        stage.tell(what + ": done");
        stage.pause();
        return erp.life() == life ? new Answer.Done<>(answer) : new Answer.Unknown<>(extent, "the ERP broke off");
    }

    private <T> Answer<T> busy() {
        var delay = Weather.delay(dice);
        governor.pause(delay);
        return new Answer.Later<>(delay, "busy");
    }

    /** What the governor lets pass, the ERP counts. */
    private <T> Answer<T> passing(Governor.Request<Answer<T>> request) {
        try {
            return governor.pass(PATIENCE, () -> meter.counted(request));
        } catch (IOException e) {
            throw away(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts on the stage", e);
        }
    }

    private static TorgException away(String why) {
        return TorgException.of(ProblemKind.UPSTREAM, "erp.away", why);
    }
}
