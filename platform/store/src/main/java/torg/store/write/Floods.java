package torg.store.write;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torg.api.audit.Act;

/**
 * Counts acts that somebody may cause without end: of each some are told one by one, the others together. One network has its share, and so has one person
 * whom they are about: whoever makes much noise about others hides nothing of what is done about an administrator.
 */
public final class Floods {
    /** Of one act within a minute, from one network. */
    public static final int OF_NETWORK = 60;
    /** About one person, however much there is from the network. */
    public static final int OF_PERSON = 10;
    /** From all networks. */
    static final int OF_ALL = 600;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Acts have a few names; whoever makes them up is told as one. */
    private static final int MOST_NAMES = 100;
    private static final String OTHERS = "others";
    private static final int TOP = 3;
    /** Groups of an IPv6 address that name a network; whoever has one has all addresses in it. */
    private static final int GROUPS = 3;
    private final InstantSource clock;
    private final Map<Kind, Window> windows = new HashMap<>();

    public Floods(InstantSource clock) {
        this.clock = clock;
    }

    /** What is counted together. */
    private record Kind(String act, Act.Outcome outcome) {}

    /** What was counted in a minute. */
    public static final class Counted {
        private final Kind kind;
        private final Window window;

        private Counted(Kind kind, Window window) {
            this.kind = kind;
            this.window = window;
        }

        /** All of it as one, with the persons whom most of it was about and the networks from which most of it came. */
        public Act act() {
            var persons = window.persons.top(TOP);
            var networks = window.networks.top(TOP);
            var detail = (persons.isEmpty() ? "" : "about " + persons + "; ") + (networks.isEmpty() ? "" : "from " + networks);
            return new Act(kind.act, kind.outcome, "", "", "", detail, window.counted);
        }
    }

    /**
     * Whether it is to be told by itself; otherwise it was counted.
     *
     * @param address the network address from which it came; empty when that is not known
     */
    public synchronized boolean alone(Act act, String address) {
        var window = window(act);
        if (window.hasRoom(act.person(), network(address))) return true;
        window.count(act, network(address));
        return false;
    }

    /** Count what was to be told by itself and could not. */
    public synchronized void count(Act act, String address) {
        window(act).count(act, network(address));
    }

    private Window window(Act act) {
        var kind = new Kind(act.name(), act.outcome());
        var known = windows.containsKey(kind) || windows.size() < MOST_NAMES;
        return windows.computeIfAbsent(known ? kind : new Kind(OTHERS, act.outcome()), _ -> new Window(clock.instant()));
    }

    private static String network(String address) {
        return address.contains(":") ? Arrays.stream(address.split(":")).limit(GROUPS).collect(Collectors.joining(":")) : address;
    }

    /**
     * What was counted in minutes that are over; from now on each is told one by one again.
     *
     * @param all whether minutes that still run are ended
     */
    public synchronized List<Counted> over(boolean all) {
        var until = clock.instant().minus(WINDOW);
        var over = windows.entrySet().stream().filter(window -> all || !window.getValue().since.isAfter(until))
                .map(window -> new Counted(window.getKey(), window.getValue())).toList();
        over.forEach(counted -> windows.remove(counted.kind));
        return over.stream().filter(counted -> counted.window.counted > 0).toList();
    }

    /** It could not be told, and goes on counting. */
    public synchronized void back(Counted counted) {
        windows.computeIfAbsent(counted.kind, _ -> new Window(clock.instant())).add(counted.window);
    }

    private static final class Window {
        private final Instant since;
        private final Tally toldOfPersons = new Tally();
        private final Tally toldOfNetworks = new Tally();
        private final Tally persons = new Tally();
        private final Tally networks = new Tally();
        private long told;
        private long counted;

        Window(Instant since) {
            this.since = since;
        }

        boolean hasRoom(String person, String network) {
            var room = !person.isEmpty() && toldOfPersons.of(person) < OF_PERSON || toldOfNetworks.of(network) < OF_NETWORK && told < OF_ALL;
            if (!room) return false;
            told++;
            toldOfNetworks.add(network, 1);
            if (!person.isEmpty()) toldOfPersons.add(person, 1);
            return true;
        }

        void count(Act act, String network) {
            counted += act.times();
            if (!act.person().isEmpty()) persons.add(act.person(), act.times());
            if (!network.isEmpty()) networks.add(network, act.times());
        }

        void add(Window other) {
            counted += other.counted;
            persons.add(other.persons);
            networks.add(other.networks);
        }
    }
}
