package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Read;
import torg.sync.connector.Pause;
import torg.sync.map.Inbound;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * Asks the ERP for records of a map, page by page: those that the map takes, all others are as if the ERP did not have them. Each question ends with {@link Pause} when the ERP wants to be left alone, UPSTREAM when it does not answer, CONFIG when
 * it refuses.
 */
final class Records {
    /** Values of one {@code or} chain; longer ones make addresses that servers refuse. */
    private static final int CHAIN = 40;
    private final TableMaps maps;
    private final Receiver.Source source;
    private final InstantSource clock;
    private final Function<TableMap, Inbound> inbound;

    /** @param inbound what a page's records would become here: by it some are chosen */
    Records(TableMaps maps, Receiver.Source source, InstantSource clock, Function<TableMap, Inbound> inbound) {
        this.maps = maps;
        this.source = source;
        this.clock = clock;
        this.inbound = inbound;
    }

    /**
     * Records as the ERP gave them.
     *
     * @param asked just before the ERP was: what it says is no newer
     */
    record Page(List<Map<String, Object>> records, Optional<String> cursor, Instant asked) {
        /** Some of them. */
        Page of(List<Map<String, Object>> some) {
            return new Page(some, cursor, asked);
        }
    }

    /** All that the map reads, from where a page ended on. */
    void all(TableMap map, Optional<String> cursor, Consumer<Page> take) {
        pagesAhead(map, TableMap.read(entity(map), map.fieldsRead(), map.where(), Map.of(), cursor), take);
    }

    /** Whether the first page of them comes. */
    boolean answers(TableMap map) {
        try {
            page(map, TableMap.read(entity(map), map.fieldsRead(), map.where(), Map.of(), Optional.empty()));
            return true;
        } catch (TorgException | Pause e) {
            return false;
        }
    }

    /** Those of them with these values. */
    void where(TableMap map, Map<String, Object> values, Consumer<Page> take) {
        var where = new HashMap<>(map.where());
        where.putAll(values);
        pages(map, TableMap.read(entity(map), map.fieldsRead(), where, Map.of(), Optional.empty()), take);
    }

    /** Those of them whose field has one of these values. */
    void among(TableMap map, String field, Collection<String> values, Consumer<Page> take) {
        among(map, map.fieldsRead(), field, values, take);
    }

    /** The same, and no more of them than some fields, unless it takes more to choose. */
    void among(TableMap map, List<String> some, String field, Collection<String> values, Consumer<Page> take) {
        var fields = map.records() instanceof Condition.Everything ? some : map.fieldsRead();
        chains(List.copyOf(values), CHAIN).forEach(chain -> pages(map, TableMap.read(entity(map), fields, map.where(), Map.of(field, chain), Optional.empty()), take));
    }

    static <T> List<List<T>> chains(List<T> all, int longest) {
        var chains = new ArrayList<List<T>>();
        for (var i = 0; i < all.size(); i += longest) chains.add(all.subList(i, Math.min(all.size(), i + longest)));
        return chains;
    }

    /** When the record was changed there, by this clock; empty where the ERP does not say. */
    Optional<Instant> changed(TableMap map, Map<String, Object> record) {
        return map.stamp().map(record::get).filter(Instant.class::isInstance).map(Instant.class::cast).map(stamp -> stamp.minus(source.connector().clockAhead().orElse(Duration.ZERO)));
    }

    private String entity(TableMap map) {
        return maps.entity(map, source.connector());
    }

    /** This page and all that follow it, each asked for when the one before is taken. */
    private void pages(TableMap map, Read first, Consumer<Page> take) {
        for (var read = Optional.of(first); read.isPresent(); ) {
            var page = page(map, read.get());
            take.accept(page);
            read = next(read.get(), page);
        }
    }

    /** The same, each asked for while the one before is taken: no more than two are in memory. What was read ahead when the taking ends in an error is asked for again. */
    private void pagesAhead(TableMap map, Read first, Consumer<Page> take) {
        var read = first;
        var page = page(map, read);
        for (var next = next(read, page); next.isPresent(); next = next(read, page)) {
            read = next.get();
            var asked = read;
            var here = page;
            var ahead = new AtomicReference<Page>();
            source.beside().both(() -> take.accept(here), () -> ahead.set(page(map, asked)));
            page = ahead.get();
        }
        take.accept(page);
    }

    private Page page(TableMap map, Read read) {
        source.page().run();
        var asked = clock.instant();
        var batch = batch(map, read);
        var chosen = inbound.apply(map);
        return new Page(batch.records().stream().filter(chosen::isTaken).toList(), batch.cursor(), asked);
    }

    private static Optional<Read> next(Read read, Page page) {
        return page.cursor().map(cursor -> new Read(read.entity(), read.fields(), read.where(), read.keys(), Optional.of(cursor)));
    }

    private Connector.Batch batch(TableMap map, Read read) {
        return switch (source.connector().read(read)) {
            case Answer.Done<Connector.Batch>(var batch) -> batch;
            case Answer.Refused<Connector.Batch>(var code, var reason) ->
                    throw TorgException.of(ProblemKind.CONFIG, code, "the ERP refuses to read entity '" + read.entity() + "' for map '" + map.name() + "': " + unknownField(map, read).orElse(reason));
            case Answer.Later<Connector.Batch>(var delay, var reason) -> throw new Pause(delay, reason);
            case Answer.Unknown<Connector.Batch>(_, var reason) -> throw TorgException.of(ProblemKind.UPSTREAM, "sync.no-answer", "the ERP did not answer: " + reason);
        };
    }

    /** What an ERP says of a name that it does not know helps nobody to find where it is written. */
    private Optional<String> unknownField(TableMap map, Read read) {
        var fields = Stream.of(read.fields(), read.where().keySet(), read.keys().keySet()).flatMap(Collection::stream);
        return maps.unknownField(map, source.connector(), read.entity(), fields);
    }
}
