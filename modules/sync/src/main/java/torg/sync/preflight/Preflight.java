package torg.sync.preflight;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.EntityInfo;
import torg.sync.map.Inbound;
import torg.sync.map.Pair;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * A look at an ERP before anything is copied: whether it lets the portal in, has what the maps name, shows the portal records, and whether these have a place here.
 * It reads the first page of each map and writes nothing, neither there nor here.
 */
public final class Preflight {
    /** Whoever asked waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Tokens of sign-in servers are good for times of this order. */
    private static final Duration CLOCK_APART = Duration.ofMinutes(5);
    private static final Duration CLOCK_NEAR = Duration.ofSeconds(30);
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final Connector connector;
    private final InstantSource clock;

    public Preflight(Tables tables, Caller caller, TableMaps maps, Connector connector, InstantSource clock) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.connector = connector;
        this.clock = clock;
    }

    /** What was found, the connection first, then map by map in order of dependence; never empty. */
    public List<Check> look() {
        var own = maps.maps().stream().filter(map -> map.connector().equals(connector.name())).toList();
        if (own.isEmpty()) return List.of(Check.doubtful("connection", "no map of the site names this connector", "write a map with 'connector: " + connector.name() + "'"));
        var end = clock.instant().plus(LONGEST);
        var checks = new ArrayList<Check>();
        for (var map : own) {
            if (clock.instant().isAfter(end)) {
                checks.add(Check.doubtful(map.name(), "not looked at: the ERP took longer than " + LONGEST.toSeconds() + " s for the maps before", "look again; the ERP is slow"));
                continue;
            }
            try {
                checks.addAll(of(map));
            } catch (TorgException e) {
                if (e.kind() == ProblemKind.CONFIG) {
                    checks.add(Check.bad(map.name(), e.getMessage(), help(e, "correct the map")));
                } else if (checks.isEmpty()) {
                    // The others would only say the same, each after a wait.
                    return List.of(Check.bad("connection", e.getMessage(), help(e, "correct the settings of the connector, or start the ERP")));
                } else {
                    checks.add(Check.bad(map.name(), e.getMessage(), help(e, "look at the ERP's own log")));
                }
            }
        }
        return Stream.of(Stream.of(Check.well("connection", "the ERP answers and lets the portal in")), clock().stream(), checks.stream()).flatMap(some -> some).toList();
    }

    private static String help(TorgException e, String otherwise) {
        return e.help().isEmpty() ? otherwise : e.help();
    }

    private Optional<Check> clock() {
        return connector.clockAhead().map(ahead -> {
            var apart = ahead.abs();
            var found = apart.compareTo(CLOCK_NEAR) <= 0 ? "the ERP's clock agrees with this one" : "the ERP's clock is " + apart.toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " this one";
            if (apart.compareTo(CLOCK_APART) > 0) return Check.bad("clock", found, "set both by a time server: tokens are refused, and times shown to customers are wrong");
            return apart.compareTo(CLOCK_NEAR) <= 0 ? Check.well("clock", found) : Check.doubtful("clock", found, "set both by a time server");
        });
    }

    private List<Check> of(TableMap map) {
        var entity = maps.entity(map, connector);
        var unknown = maps.unknownFields(map, connector, entity, named(map)).map(why -> Check.bad(map.name(), why, "correct the name in the map, or have the field published by the ERP")).toList();
        if (!unknown.isEmpty()) return unknown;
        var checks = new ArrayList<Check>();
        checks.add(read(map, entity));
        connector.describe(entity).flatMap(described -> demanded(map, entity, described)).ifPresent(checks::add);
        return checks;
    }

    /** All fields that the map names of its own entity. */
    private static Stream<String> named(TableMap map) {
        return Stream.of(map.fieldsRead().stream(), map.changedField().stream(), map.where().keySet().stream(), map.open().stream().flatMap(open -> open.fields().keySet().stream()), sent(map).stream()).flatMap(names -> names).distinct();
    }

    private static Set<String> sent(TableMap map) {
        var sent = new TreeSet<String>();
        map.pairs().stream().filter(Pair::out).forEach(pair -> pair.field().ifPresent(sent::add));
        sent.addAll(map.constants().keySet());
        map.reference().ifPresent(sent::add);
        return sent;
    }

    /** What the ERP demands of a new record and the map does not send: the ERP has to have it from elsewhere, such as a number sequence. */
    private Optional<Check> demanded(TableMap map, String entity, EntityInfo described) {
        if (!map.out() && map.partOf().isEmpty() || !map.sends()) return Optional.empty();
        var given = new HashSet<>(sent(map));
        map.parent().ifPresent(given::add);
        var open = new TreeSet<String>();
        described.fields().values().stream().filter(field -> !field.nullable() && !given.contains(field.name())).forEach(field -> open.add(field.name()));
        if (open.isEmpty()) return Optional.empty();
        return Optional.of(Check.doubtful(map.name(), "new records of entity '" + entity + "' must have " + String.join(", ", open) + ", which the map does not send",
                "see to it that the ERP fills it in by itself (a number sequence for a key), or send it: a pair with a direction 'out', or 'constants'"));
    }

    private Check read(TableMap map, String entity) {
        var answer = connector.read(TableMap.read(entity, map.fieldsRead(), map.where(), Map.of(), Optional.empty()));
        return switch (answer) {
            case Answer.Done<Batch>(var page) when page.records().isEmpty() ->
                    Check.doubtful(map.name(), "the ERP shows no record of entity '" + entity + "'" + (map.where().isEmpty() ? "" : " with " + map.where()),
                            "if there should be some: check the map's 'where' (the company, for one) and the rights of the portal's user in the ERP");
            case Answer.Done<Batch>(var page) -> placed(map, entity, page);
            case Answer.Refused<Batch>(var code, var reason) -> Check.bad(map.name(), "the ERP refuses to read entity '" + entity + "': " + reason + " (" + code + ")", "give the portal's user the right to read it");
            case Answer.Later<Batch>(_, var reason) -> Check.doubtful(map.name(), "the ERP asks for a pause: " + reason, "look again later");
            case Answer.Unknown<Batch>(_, var reason) -> Check.doubtful(map.name(), reason, "look again");
        };
    }

    /** Whether the records of the page have a place here, as far as they alone tell. */
    private Check placed(TableMap map, String entity, Batch page) {
        var count = page.records().size() + (page.cursor().isPresent() ? " records on the first page" : " records");
        // Where the rows of their documents are, nobody knows before these were copied.
        if (map.partOf().isPresent()) return Check.well(map.name(), "entity '" + entity + "': " + count);
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var reasons = new ArrayList<String>();
        for (var record : page.records()) {
            try {
                if (map.column(key).filter(Pair::in).isPresent() && inbound.mapped(record).get(key) == null) reasons.add("a record without a value for the key '" + key + "'");
            } catch (TorgException e) {
                reasons.add(e.getMessage());
            }
        }
        if (reasons.isEmpty()) return Check.well(map.name(), "entity '" + entity + "': " + count + ", each has a place here");
        return Check.doubtful(map.name(), reasons.size() + " of " + count + " of entity '" + entity + "' have no place here; the first: " + reasons.getFirst(), "correct them in the ERP, or the map; the others are copied");
    }
}
